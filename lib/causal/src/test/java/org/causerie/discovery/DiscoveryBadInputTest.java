// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.FisherZ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every search of the package: bad input gets a sentence before work starts, and an interrupt stops it. */
class DiscoveryBadInputTest {
    private static final long HALF_A_SECOND = 500_000_000;
    private static final Dataset GOOD = Worlds.sample(Dag.of("A -> B -> C", "D -> C", "D -> E"), 240, Seed.of(1));

    /** Searches that are meant for data with missing cells. */
    private static final Set<String> ALLOW_GAPS = Set.of("Coke", "Mvpc");

    /** Searches that need to be told something first. */
    private static final Map<Class<?>, Search> TOLD = Map.of(
            CdNod.class, CdNod.over("the time"),
            CausalVote.class, CausalVote.of(FisherZ.withDefaults(), DegenerateGaussian.withDefaults()));

    private static final Map<Class<?>, UnaryOperator<Dataset>> SHAPES = new ConcurrentHashMap<>();

    static List<Class<?>> searches() {
        List<Class<?>> found = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.causerie.discovery")) {
            if (type.isAssignableTo(Search.class) && !type.isInterface()) found.add(type.reflect());
        }
        found.sort(Comparator.comparing(Class::getSimpleName));
        return found;
    }

    private static Search defaults(Class<?> type) {
        return TOLD.containsKey(type) ? TOLD.get(type) : (Search) call(type, null, "withDefaults");
    }

    private static Object call(Class<?> type, Object target, String method, Object... arguments) {
        try {
            Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
            return type.getMethod(method, types).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Search> knowing(Class<?> type, Knowledge knowledge) {
        boolean knows = Stream.of(type.getMethods())
                .anyMatch(method -> method.getName().equals("knowledge")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Knowledge.class}));
        return knows ? Optional.of((Search) call(type, defaults(type), "knowledge", knowledge)) : Optional.empty();
    }

    /** The data in a shape that the search takes: as it is, in groups, over time. */
    private static UnaryOperator<Dataset> shape(Class<?> type) {
        return SHAPES.computeIfAbsent(type, DiscoveryBadInputTest::find);
    }

    private static UnaryOperator<Dataset> find(Class<?> type) {
        Map<String, UnaryOperator<Dataset>> shapes = new LinkedHashMap<>();
        shapes.put("plain", data -> data);
        shapes.put("grouped", DiscoveryBadInputTest::grouped);
        shapes.put("over time", DiscoveryBadInputTest::overTime);
        List<String> refused = new ArrayList<>();
        for (UnaryOperator<Dataset> shape : shapes.values()) {
            try {
                assertThat(defaults(type).discover(shape.apply(GOOD), Execution.sequential()))
                        .isNotNull();
                return shape;
            } catch (CausalException e) {
                refused.add(e.getMessage());
            }
        }
        throw new AssertionError(type + " takes none of the good data sets: " + refused);
    }

    private static Dataset grouped(Dataset data) {
        double[] group = new double[data.rows()];
        Arrays.setAll(group, row -> row % 24);
        List<String> levels = IntStream.range(0, 24).mapToObj(i -> "g" + i).toList();
        return data.with("the group", Kind.NOMINAL, levels, group).withGroups("the group");
    }

    private static Dataset overTime(Dataset data) {
        return data.with(
                "the time", IntStream.range(0, data.rows()).asDoubleStream().toArray());
    }

    private static void refused(Class<?> type, Dataset data, String... said) {
        Dataset shaped = shape(type).apply(data);
        assertThatThrownBy(() -> defaults(type).discover(shaped, Execution.sequential()))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void theSearchesAreFound() {
        assertThat(searches())
                .contains(Pc.class, Ges.class, Gies.class, Rlcd.class, Coke.class, CdNod.class, CausalVote.class);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void constantColumns(Class<?> type) {
        double[] same = new double[GOOD.rows()];
        Arrays.fill(same, 7);
        refused(type, GOOD.with("B", same), "\"B\"");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void oneLevel(Class<?> type) {
        Dataset level = GOOD.without("B").with("B", Kind.NOMINAL, List.of("only"), new double[GOOD.rows()]);
        refused(type, level, "B");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void duplicatedColumns(Class<?> type) {
        double[] scaled = Arrays.stream(GOOD.values("C")).map(v -> 3 * v - 1).toArray();
        refused(type, GOOD.with("copy", scaled), "copy");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void collinearColumns(Class<?> type) {
        double[] sum = GOOD.values("A");
        double[] other = GOOD.values("D");
        for (int row = 0; row < sum.length; row++) sum[row] = 2 * sum[row] - other[row];
        refused(type, GOOD.with("sum", sum), "sum");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void columnsWithoutAnyValue(Class<?> type) {
        double[] nothing = new double[GOOD.rows()];
        Arrays.fill(nothing, Double.NaN);
        refused(type, GOOD.with("B", nothing), "B");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void missingCells(Class<?> type) {
        if (ALLOW_GAPS.contains(type.getSimpleName())) return;
        double[] gaps = GOOD.values("B");
        gaps[3] = Double.NaN;
        refused(type, GOOD.with("B", gaps), "B", "missing");
    }

    /** Fewer cases than variables may be enough for small sets; no graph of too few cases is claimed in any other way. */
    @ParameterizedTest
    @MethodSource("searches")
    void fewerCasesThanVariables(Class<?> type) {
        UnaryOperator<Dataset> shape = shape(type);
        for (int rows : new int[] {2, 3, 5, 8}) {
            Dataset few = shape.apply(Worlds.sample(RandomGraphs.erdosRenyi(12, 2, Seed.of(3)), rows, Seed.of(3)));
            try {
                Found found = defaults(type).discover(few, Execution.sequential());
                assertThat(rows)
                        .as("%s finds a graph in %d cases: %s", type.getSimpleName(), rows, found)
                        .isGreaterThan(3);
                assertThat(found.graph().edgeCount()).isLessThan(3 * 12);
            } catch (CausalException e) {
                assertThat(e.getMessage()).hasSizeGreaterThan(20);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    void oneColumn(Class<?> type) {
        if (type == CdNod.class) return; // the time is another
        refused(type, GOOD.select("A"), "at least");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void unknownNamesInTheKnowledge(Class<?> type) {
        Optional<Search> knowing = knowing(type, Knowledge.none().require("Aa", "B"));
        if (knowing.isEmpty()) return;
        Dataset shaped = shape(type).apply(GOOD);
        assertThatThrownBy(() -> knowing.get().discover(shaped, Execution.sequential()))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll("Aa", "did you mean");
    }

    @Test
    void contradictoryKnowledge() {
        Knowledge tiers = Knowledge.tiers(Set.of("A"), Set.of("B"));
        for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                () -> tiers.require("B", "A"),
                () -> tiers.require("B", "C").require("C", "A"),
                () -> Knowledge.none().require("A", "B").forbid("A", "B"),
                () -> Knowledge.none().require("A", "B").require("B", "C").require("C", "A"),
                () -> Knowledge.none().root("B").require("A", "B"),
                () -> Knowledge.tiers(Set.of("A"), Set.of("A"))))
            assertThatThrownBy(wrong).isInstanceOf(CausalException.class).hasMessageMatching("(?s).*(take|leave).*");
    }

    @Test
    void tensOfThousandsOfColumns() {
        int columns = 100_000;
        List<String> names = new ArrayList<>(columns);
        double[][] values = new double[columns][];
        RandomGenerator random = Seed.of(1).random();
        for (int j = 0; j < columns; j++) {
            names.add("X" + j);
            values[j] = new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.3, 2, 7.5};
        }
        Dataset wide = Dataset.of(names, values);
        for (Class<?> type : searches())
            assertThatThrownBy(() -> defaults(type).discover(wide, Execution.sequential()))
                    .as(type.getSimpleName())
                    .isInstanceOf(CausalException.class)
                    .message()
                    .hasSizeBetween(20, 600);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void anInterruptStopsIt(Class<?> type) throws Exception {
        UnaryOperator<Dataset> shape = shape(type);
        for (int size : new int[] {120, 60, 18}) {
            Dataset data = shape.apply(Worlds.sample(RandomGraphs.erdosRenyi(size, 6, Seed.of(7)), 400, Seed.of(7)));
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            CompletableFuture<Long> used = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                Throwable why = null;
                try {
                    defaults(type).discover(data, Execution.sequential());
                } catch (RuntimeException | Error e) {
                    why = e;
                }
                used.complete(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                ended.complete(why);
            });
            thread.start();
            Thread.sleep(200);
            long before = Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
            thread.interrupt();
            Throwable why = ended.get(60, TimeUnit.SECONDS);
            if (why instanceof CausalException) continue; // too many variables for it
            if (why == null) return; // done before
            assertThat(why).isInstanceOf(CancellationException.class);
            assertThat(used.get() - before).as("CPU time after the interrupt").isLessThan(HALF_A_SECOND);
            if (why instanceof StoppedSearch stopped) {
                assertThat(stopped.getMessage()).hasSizeGreaterThan(50);
                if (stopped.soFar().orElse(null) instanceof Found found)
                    assertThat(found.graph().names()).containsAll(data.names());
            }
            return;
        }
    }
}
