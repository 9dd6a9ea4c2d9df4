// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.util.concurrent.TimeUnit;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.discovery.Ges;
import org.causerie.discovery.Pc;
import org.causerie.stat.Bic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole searches from the table to the graph, covariance included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SearchBenchmark {
    @Param({"50", "100", "200"})
    int variables;

    @Param({"2", "4"})
    int degree;

    @Param({"1000"})
    int cases;

    @Param({"1"})
    int threads;

    private SimulatedWorld world;
    private Execution execution;

    /** Draws the graph and the data. */
    @Setup
    public void prepare() {
        world = SimulatedWorld.linear(variables, degree, cases, Seed.of(variables * 10L + degree));
        execution = new Execution(threads);
    }

    /** PC with Fisher's z at level 0.01. */
    @Benchmark
    public Object pc() {
        return Pc.withDefaults().discover(world.data(), execution);
    }

    /** GES with BIC, penalty 2. */
    @Benchmark
    public Object ges() {
        return Ges.with(Bic.withDefaults().penalty(2)).discover(world.data(), execution);
    }
}
