import Dispatch
import Foundation
import RevenueRecovery
import Sampling
import Simulation

func pert(_ a: Double, _ m: Double, _ b: Double) -> any Distribution { try! PERT(low: a, mode: m, high: b) }
func beta(_ a: Double, _ b: Double) -> any Distribution { try! Beta(alpha: a, beta: b) }
func c(_ x: Double) -> any Distribution { try! Constant(x) }
let h20 = Product(name: "H20", orderBook: try! Mixture([pert(300e3,350e3,400e3), pert(600e3,800e3,1e6)], weights: [0.7,0.3]),
 price: pert(10000,11800,13000), inventory: pert(500e3,650e3,1e6), launch: c(0), leadTime: pert(3,6,9), capacity: pert(20e3,50e3,100e3),
 ramp: pert(1,2,4), clearsControls: c(1), cannibalised: beta(3,4), successor: "B30", writtenDown: c(1), grossMargin: pert(0.45,0.55,0.65), compute: .init(training: 1, inference: 1))
let b30 = Product(name: "B30", orderBook: pert(600e3,1e6,1.3e6),
 price: pert(6500,7200,8000), inventory: c(0), launch: pert(2,4,9), leadTime: c(0), capacity: pert(40e3,90e3,160e3),
 ramp: pert(1,2,4), clearsControls: try! Discrete.bernoulli(0.65), cannibalised: c(0), successor: nil, writtenDown: c(0), grossMargin: pert(0.40,0.50,0.60), compute: .init(training: 0.75, inference: 0.60))
let delay = try! Gamma(shape: 2, scale: 1.2)
let a = RecoveryAssumptions(calendar: FiscalCalendar(firstMonth: YearMonth(year: 2025, month: 8), months: 18), sessionsToFirstMonth: 13, products: [h20,b30],
  licences: Licences(approvalRate: beta(8,2), buyers: [("ByteDance",0.26),("Tencent",0.26),("Alibaba",0.18),("Baidu",0.12),("others",0.18)].map { .init(name: $0.0, share: $0.1, delay: delay) }),
  exportGate: ExportGate(startsOpen: true, close: beta(2,38), reopen: beta(3,17)), guidance: ProcurementGuidance(startsDiscouraging: false, discourage: beta(3,27), lift: beta(2,18), uptakeFactor: beta(2,4)),
  priceDecline: pert(0,0.01,0.04), domesticSubstitution: pert(0,0.02,0.06), uptake: pert(0.2,0.4,0.7), revenueShare: c(0), trainingShare: pert(0.1,0.25,0.5), targetRevenue: 10e9, lostRevenue: 10.5e9, taxRate: 0.17, shares: 24.5e9)
func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) }
let model = try RecoveryModel(a)
let t0 = now()
let sampler = try Sampler(model.inputs, seed: 1)
print("tables ms", (now() - t0) / 1e6, "u-error", sampler.uError)

for threads in [1, 2] {
  var best = Double.infinity
  for _ in 0..<5 { let n = 400_000
  let t = now()
  _ = try simulate(model, Plan(trials: n, seed: 7, threads: threads))
  best = min(best, (now() - t) / Double(n)) }
  print(threads, best, "ns/trial at 400k")
}
for n in [1_000_000, 3_000_000] { var best = Double.infinity
for _ in 0..<5 {   let t = now()
  _ = try simulate(model, Plan(trials: n, seed: 7, threads: 1))
  best = min(best, (now() - t)) }
  print(n, best/1e6) }
