import Sampling
import Simulation

/// Who sells what, for the loop over packs.
///
/// Money that counts is that of one seller, the first here: what is recovered, the target, profit and
/// earnings. H20 equivalents are of all sellers, because all of them take the place of domestic chips.
struct Sellers: Sendable {
  /// The one whose money counts, then the others in the order of their products.
  let names: [String]
  /// Of each product the number of its seller, and whether it begins its seller's totals.
  let ofProducts: [Place]

  struct Place: Sendable {
    let seller: Int
    let isFirst: Bool
  }

  init(_ assumptions: RecoveryAssumptions) {
    var names = [assumptions.seller]
    var begun: Set<String> = []
    ofProducts = assumptions.products.map { product in
      if !names.contains(product.seller) { names.append(product.seller) }
      let seller = names.firstIndex(of: product.seller) ?? 0
      return Place(seller: seller, isFirst: begun.insert(product.seller).inserted)
    }
    self.names = names
  }
}

extension RecoveryModel {
  /// Revenue of each seller over the horizon, where there are several.
  func writeSellers(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    guard let first = outputPositions.sellers else { return }
    for seller in 0..<scratch.sellers {
      let months = scratch.revenue + seller * scratch.months
      var revenue = Pack.zero
      for t in 0..<scratch.months { revenue += months[t] }
      batch.set(first + seller, p, revenue)
    }
  }
}
