// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What searches do most: tests of partial correlation and of d-separation, about random variables. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelsBenchmark {
    private static final int QUESTIONS = 1_000;
    private static final int VARIABLES = 100;

    @Param({"0", "1", "2", "3", "5"})
    int given;

    private SimulatedWorld world;
    private Independence independence;
    private final int[][] sets = new int[QUESTIONS][];
    private final int[][] pairs = new int[QUESTIONS][2];

    /** Draws the graph, the data and the questions. */
    @Setup
    public void prepare() {
        world = SimulatedWorld.linear(VARIABLES, 4, 1_000, Seed.of(1));
        independence = FisherZ.withDefaults().on(world.data());
        RandomGenerator random = Seed.of(2).random();
        for (int i = 0; i < QUESTIONS; i++) {
            int[] drawn = random.ints(0, VARIABLES).distinct().limit(given + 2L).toArray();
            pairs[i] = new int[] {drawn[0], drawn[1]};
            sets[i] = Arrays.copyOfRange(drawn, 2, drawn.length);
        }
    }

    /** Fisher's z test, p-value included. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public double partialCorrelation() {
        double sum = 0;
        for (int i = 0; i < QUESTIONS; i++)
            sum += independence.test(pairs[i][0], pairs[i][1], sets[i]).pValue();
        return sum;
    }

    /** d-separation in the true graph. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public int separation() {
        int separated = 0;
        for (int i = 0; i < QUESTIONS; i++)
            if (world.dag().separated(set(pairs[i][0]), set(pairs[i][1]), set(sets[i]))) separated++;
        return separated;
    }

    private static BitSet set(int... members) {
        BitSet set = new BitSet(VARIABLES);
        for (int member : members) set.set(member);
        return set;
    }
}
