import Sampling
import Simulation

extension RecoveryModel {
  /// Sums over products: money by quarter and in all, profit, target, of the seller whose money counts;
  /// H20 equivalents, of all.
  func writeTotals(
    _ common: CommonDraws, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch
  ) {
    let calendar = assumptions.calendar
    let netShare = 1 - common.revenueShare
    let perShare = (1 - assumptions.taxRate) / assumptions.shares
    let fiscalYearEnd = calendar.monthsToFiscalYearEnd
    var recovered = Pack.zero
    var byFiscalYearEnd = Pack.zero
    var profit = Pack.zero
    var equivalents = Pack.zero
    var monthsBefore = Pack.zero
    for quarter in calendar.quarters.indices {
      var quarterly = Pack.zero
      var quarterlyProfit = Pack.zero
      for t in calendar.monthsOfQuarter[quarter] {
        let revenue = scratch.revenue[t]
        quarterly += revenue
        quarterlyProfit += revenue * netShare - scratch.cost[t]
        recovered += revenue
        if t + 1 == fiscalYearEnd { byFiscalYearEnd = recovered }
        monthsBefore += indicator(recovered .< assumptions.targetRevenue)
        equivalents += scratch.equivalents[t]
        batch.set(outputPositions.monthlyEquivalents + t, p, scratch.equivalents[t])
      }
      profit += quarterlyProfit
      batch.set(outputPositions.quarterlyTotal + quarter, p, quarterly)
      batch.set(outputPositions.cumulative + quarter, p, recovered)
      batch.set(outputPositions.quarterlyUplift + quarter, p, quarterlyProfit * perShare)
    }
    batch.set(outputPositions.recoveredByFiscalYearEnd, p, byFiscalYearEnd)
    batch.set(outputPositions.recovered, p, recovered)
    batch.set(outputPositions.netRecovered, p, recovered * netShare)
    batch.set(outputPositions.grossProfit, p, profit)
    batch.set(outputPositions.recoveryRatio, p, recovered * (1 / assumptions.lostRevenue))
    let isReached = recovered .>= assumptions.targetRevenue
    batch.set(
      outputPositions.monthsToTarget, p,
      select(isReached, monthsBefore + 1, Pack(repeating: .infinity)))
    batch.set(outputPositions.equivalents, p, equivalents)
  }
}
