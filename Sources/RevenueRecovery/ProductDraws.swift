import Sampling
import Simulation

/// What a product's draws come to in a trial, where a scenario may state them in more than one way.
struct ProductDraws: Sendable {
  let orderBook, clearsControls: Int
  /// TB/s, compared with the limit; nil where the scenario says by itself whether the product passes.
  let bandwidth: Int?
  /// In place of the draws, where they are nil.
  let training, inference: Double
  let trainingDraw, inferenceDraw, serverEfficiency: Int?
  /// Common to all products.
  let bandwidthLimit, followsCapex, capexFactor: Int?

  init(_ product: Product, _ slots: RecoveryInputs.Product, _ positions: RecoveryInputs) {
    (orderBook, clearsControls, bandwidth) = (
      slots.orderBook, slots.clearsControls, slots.bandwidth
    )
    training = (product.compute.training as? Constant)?.value ?? .nan
    inference = (product.compute.inference as? Constant)?.value ?? .nan
    trainingDraw = slots.training
    inferenceDraw = slots.inference
    serverEfficiency = slots.serverEfficiency
    bandwidthLimit = positions.bandwidthLimit
    followsCapex = positions.followsCapex
    capexFactor = positions.capexFactor
  }

  /// A: 1 where export controls let the product pass, else 0.
  @inline(__always)
  func clears(_ batch: Batch, _ p: Int) -> Pack {
    guard let bandwidth, let bandwidthLimit else { return batch[clearsControls, p] }
    return indicator(batch[bandwidth, p] .<= batch[bandwidthLimit, p])
  }

  /// D: what buyers want before any licence; times the factor where orders follow capital spending.
  @inline(__always)
  func orders(_ batch: Batch, _ p: Int) -> Pack {
    guard let followsCapex, let capexFactor else { return batch[orderBook, p] }
    return batch[orderBook, p] * (1 + batch[followsCapex, p] * (batch[capexFactor, p] - 1))
  }

  /// q = (training·w + inference·(1 - w))·efficiency.
  @inline(__always)
  func equivalents(trainingShare: Pack, _ batch: Batch, _ p: Int) -> Pack {
    let training = trainingDraw.map { batch[$0, p] } ?? Pack(repeating: training)
    let inference = inferenceDraw.map { batch[$0, p] } ?? Pack(repeating: inference)
    let perUnit = training * trainingShare + inference * (1 - trainingShare)
    return serverEfficiency.map { perUnit * batch[$0, p] } ?? perUnit
  }
}
