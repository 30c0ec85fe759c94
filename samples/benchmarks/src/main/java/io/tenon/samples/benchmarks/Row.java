package io.tenon.samples.benchmarks;

/**
 * One line of the table.
 *
 * @param engine {@link Contender#title}
 * @param jdk the version of the engine's JVM
 * @param medianUs microseconds of a call, which takes the whole batch
 * @param bestUs the median of the fastest round: what an undisturbed machine would take
 * @param ratioToTenon how many times as long as Tenon's generated forward takes
 * @param peakShare operations a second, by the peak that this run measured on as many threads
 * @param bytesPerCall what the calling thread allocates on the Java heap
 * @param note what a reader should know; "" if nothing
 */
record Row(
    String workload,
    int batch,
    int threads,
    String engine,
    String jdk,
    double medianUs,
    double p99Us,
    double bestUs,
    double ratioToTenon,
    double peakShare,
    long bytesPerCall,
    String note) {
  Row withPeakShare(double share) {
    return new Row(
        workload,
        batch,
        threads,
        engine,
        jdk,
        medianUs,
        p99Us,
        bestUs,
        ratioToTenon,
        share,
        bytesPerCall,
        note);
  }
}
