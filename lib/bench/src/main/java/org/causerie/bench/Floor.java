// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.discovery.Search;
import org.causerie.stat.Decision;
import org.causerie.stat.Growth;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;
import org.causerie.stat.TestResult;

/**
 * The time that a search cannot avoid: that of preparing its test or score and of answering the questions it asked, and nothing
 * else. The search runs once, on one thread, with a test or score that writes every question down; the questions are then asked
 * again in a loop.
 */
final class Floor {
    private static final int RUNS = 5;

    private final Questions questions = new Questions();

    private Floor() {}

    /** CPU seconds of the questions that a search by tests asks, or NaN where they are too many to write down. */
    static double ofTests(
            IndependenceTest test, double alpha, Dataset data, Function<IndependenceTest, Search> search) {
        Floor floor = new Floor();
        search.apply(bound -> floor.recording(test.on(bound))).discover(data, Execution.sequential());
        return floor.seconds(() -> {
            Decision decision = test.on(data, Execution.sequential()).deciding(alpha);
            return () -> floor.decide(decision);
        });
    }

    /** CPU seconds of the questions that a search by scores asks, or NaN where they are too many to write down. */
    static double ofScores(Score score, Dataset data, Function<Score, Search> search) {
        Floor floor = new Floor();
        search.apply(bound -> floor.recording(score.on(bound))).discover(data, Execution.sequential());
        return floor.seconds(() -> {
            LocalScore local = score.on(data);
            return () -> floor.score(local);
        });
    }

    private double seconds(Supplier<DoubleSupplier> prepare) {
        if (questions.tooMany) return Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++)
            least = Math.min(least, DiscoverySpeed.seconds(() -> prepare.get().getAsDouble()));
        return least;
    }

    private Independence recording(Independence independence) {
        return new Independence() {
            @Override
            public List<String> names() {
                return independence.names();
            }

            @Override
            public TestResult test(int x, int y, int... given) {
                return independence.test(x, y, given);
            }

            @Override
            public Decision deciding(double alpha) {
                Decision decision = independence.deciding(alpha);
                return new Decision() {
                    @Override
                    public double departure(int x, int y, int[] given, int size) {
                        questions.write(x, y, given, size);
                        return decision.departure(x, y, given, size);
                    }

                    @Override
                    public double pValue(double departure, int size) {
                        return decision.pValue(departure, size);
                    }
                };
            }
        };
    }

    private double decide(Decision decision) {
        double sum = 0;
        int[] given = new int[questions.widest];
        for (int at = 0; at < questions.length; at = questions.next(at)) {
            int size = questions.list(at, given);
            sum += decision.departure(questions.first(at), questions.second(at), given, size);
        }
        return sum;
    }

    /** What is asked of a score; a growth's questions are these after the first two, and say which growth. */
    private static final int SCORE = 0,
            WITHOUT_EACH = 1,
            START = 2,
            ADD = 3,
            DROP = 4,
            RAISING = 5,
            WITH = 6,
            OPERATIONS = 7;

    private LocalScore recording(LocalScore local) {
        int[] growths = {0};
        return new LocalScore() {
            @Override
            public List<String> names() {
                return local.names();
            }

            @Override
            public double score(int node, int... parents) {
                questions.write(SCORE, node, parents, parents.length);
                return local.score(node, parents);
            }

            @Override
            public double[] withoutEach(int node, int... parents) {
                questions.write(WITHOUT_EACH, node, parents, parents.length);
                return local.withoutEach(node, parents);
            }

            @Override
            public LocalScore remembered() {
                return this;
            }

            @Override
            public Growth growth() {
                return recording(local.growth(), OPERATIONS * growths[0]++);
            }
        };
    }

    private Growth recording(Growth growth, int number) {
        return new Growth() {
            @Override
            public void start(int node) {
                questions.write(number + START, node, new int[0], 0);
                growth.start(node);
            }

            @Override
            public void add(int parent) {
                questions.write(number + ADD, parent, new int[0], 0);
                growth.add(parent);
            }

            @Override
            public void drop() {
                questions.write(number + DROP, 0, new int[0], 0);
                growth.drop();
            }

            @Override
            public double with(int parent) {
                questions.write(number + WITH, parent, new int[0], 0);
                return growth.with(parent);
            }

            @Override
            public int raising(int[] candidates, int count, double[] gains) {
                questions.write(number + RAISING, 0, candidates, count);
                return growth.raising(candidates, count, gains);
            }
        };
    }

    private double score(LocalScore local) {
        double sum = 0;
        List<Growth> growths = new ArrayList<>();
        int[] list = new int[questions.widest];
        double[] gains = new double[questions.widest];
        for (int at = 0; at < questions.length; at = questions.next(at)) {
            int size = questions.list(at, list);
            int operation = questions.first(at) % OPERATIONS;
            int number = questions.first(at) / OPERATIONS;
            int node = questions.second(at);
            if (operation > WITHOUT_EACH) while (growths.size() <= number) growths.add(local.growth());
            switch (operation) {
                case SCORE -> sum += local.score(node, Arrays.copyOf(list, size));
                case WITHOUT_EACH ->
                    sum += Arrays.stream(local.withoutEach(node, Arrays.copyOf(list, size)))
                            .sum();
                case START -> growths.get(number).start(node);
                case ADD -> growths.get(number).add(node);
                case DROP -> growths.get(number).drop();
                case WITH -> sum += growths.get(number).with(node);
                default -> sum += growths.get(number).raising(list, size, gains);
            }
        }
        return sum;
    }

    /** Questions one after another: two numbers, and a list with its length before it. */
    private static final class Questions {
        private static final int MOST = 500_000_000;

        private int[] numbers = new int[1 << 16];
        private int length;
        private int widest = 1;
        private boolean tooMany;

        void write(int first, int second, int[] list, int size) {
            if (tooMany) return;
            int end = length + 3 + size;
            if (end > MOST) {
                tooMany = true;
                numbers = new int[0];
                return;
            }
            if (end > numbers.length)
                numbers = Arrays.copyOf(numbers, Math.max(end, (int) Math.min(MOST, 2L * numbers.length)));
            numbers[length] = first;
            numbers[length + 1] = second;
            numbers[length + 2] = size;
            System.arraycopy(list, 0, numbers, length + 3, size);
            length = end;
            widest = Math.max(widest, size);
        }

        int first(int at) {
            return numbers[at];
        }

        int second(int at) {
            return numbers[at + 1];
        }

        int list(int at, int[] into) {
            System.arraycopy(numbers, at + 3, into, 0, numbers[at + 2]);
            return numbers[at + 2];
        }

        int next(int at) {
            return at + 3 + numbers[at + 2];
        }
    }
}
