// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.Mag;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Bic;
import org.causerie.stat.Covariance;
import org.causerie.stat.DSeparation;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/**
 * Searches that allow for hidden causes and selection, told by an oracle: they must find the graph of the class, which
 * MagTest checks against all graphs there are.
 */
class LatentTest {
    private static final Execution ALONE = Execution.sequential();

    /** A full graph with hidden and selection variables. */
    private record World(Dag dag, Set<String> latents, Set<String> selected) {
        static World of(int most, Seed seed) {
            RandomGenerator random = seed.split("world").random();
            int n = 5 + random.nextInt(most - 4);
            Dag dag = RandomGraphs.erdosRenyi(n, 1 + 2 * random.nextDouble(), seed);
            Set<String> latents = new HashSet<>();
            Set<String> selected = new HashSet<>();
            for (String name : dag.names()) {
                int role = random.nextInt(10);
                if (dag.size() - latents.size() - selected.size() <= 3) break;
                if (role < 2) latents.add(name);
                if (role == 2 || role == 3) selected.add(name);
            }
            return new World(dag, latents, selected);
        }

        /**
         * X and Y are separated by V, W and Z, of which Z is a neighbour of neither, and by no set without Z; with
         * other variables here and there.
         */
        static World linked(Seed seed) {
            RandomGenerator random = seed.split("linked").random();
            List<String> order = new ArrayList<>(List.of("L", "M", "Z", "V", "W", "X", "Y"));
            for (int i = random.nextInt(4); i > 0; i--) order.add(random.nextInt(order.size() + 1), "E" + i);
            List<String> edges = new ArrayList<>(List.of("X <- L -> V -> Y <- M -> W -> X", "V <- Z -> W"));
            for (int i = 0; i < order.size(); i++)
                for (int j = i + 1; j < order.size(); j++)
                    if ((order.get(i) + order.get(j)).contains("E") && random.nextInt(5) == 0)
                        edges.add(order.get(i) + " -> " + order.get(j));
            edges.addAll(order);
            return new World(Dag.of(edges.toArray(String[]::new)), Set.of("L", "M"), Set.of());
        }

        Pag truth() {
            return Mag.projection(dag, latents, selected).toPag();
        }

        DSeparation oracle() {
            return DSeparation.of(dag, latents, selected);
        }

        /** Of the observed variables, among the selected cases. */
        Covariance population(double cases, Seed seed) {
            SimpleMatrix all =
                    SimpleMatrix.wrap(Worlds.population(dag, cases, seed).matrix());
            List<String> names = oracle().names();
            int[] kept = names.stream().mapToInt(dag::index).toArray();
            int[] given = selected.stream().mapToInt(dag::index).toArray();
            SimpleMatrix found = block(all, kept, kept);
            if (given.length > 0)
                found = found.minus(block(all, kept, given)
                        .mult(block(all, given, given).invert())
                        .mult(block(all, given, kept)));
            return Covariance.population(
                    names, found.plus(found.transpose()).divide(2).getDDRM(), cases);
        }

        private static SimpleMatrix block(SimpleMatrix all, int[] rows, int[] columns) {
            SimpleMatrix block = new SimpleMatrix(rows.length, columns.length);
            for (int i = 0; i < rows.length; i++)
                for (int j = 0; j < columns.length; j++) block.set(i, j, all.get(rows[i], columns[j]));
            return block;
        }
    }

    @Test
    void fciFindsTheClassOfTwoThousandGraphs() {
        List<ColliderRule> rules = List.of(ColliderRule.values());
        int selection = 0;
        int circles = 0;
        for (int i = 0; i < 2_000; i++) {
            World world = World.of(11, Seed.of(i));
            Pag truth = world.truth();
            ColliderRule rule = rules.get(i % 4);
            FoundPag found = Fci.withDefaults().colliders(rule).discover(world.oracle(), ALONE);
            assertThat(found.pag()).as("graph %d, %s, %s", i, rule, world).isEqualTo(truth);
            assertThat(found.conflicts()).isEmpty();
            assertThat(found.ambiguous()).isEmpty();
            if (!truth.hasCircles()) circles++;
            if (!world.selected.isEmpty() && !truth.equals(new World(world.dag, world.latents, Set.of()).truth()))
                selection++;
        }
        assertThat(selection).isGreaterThan(500);
        assertThat(circles).isGreaterThan(20);
    }

    @Test
    void rfciIsNeverWrong() {
        int same = 0;
        for (int i = 0; i < 2_000; i++) {
            World world = i % 4 == 0 ? World.linked(Seed.of(i)) : World.of(11, Seed.of(10_000 + i));
            Pag truth = world.truth();
            Pag found = Rfci.withDefaults().discover(world.oracle(), ALONE).pag();
            if (found.equals(truth)) same++;
            else
                assertThat(Fci.withDefaults().discover(world.oracle(), ALONE).pag())
                        .as("%d: %s", i, world)
                        .isEqualTo(truth);
            assertThat(found.names()).isEqualTo(truth.names());
            for (int x = 0; x < found.size(); x++)
                for (int y = 0; y < found.size(); y++) {
                    if (x == y) continue;
                    if (truth.adjacent(x, y)) assertThat(found.adjacent(x, y)).isTrue();
                    Set<String> causes = causes(world, found.names().get(x));
                    boolean cause = causes.contains(found.names().get(y))
                            || causes.stream().anyMatch(world.selected::contains);
                    if (found.mark(y, x) == Mark.TAIL)
                        assertThat(cause).as("%d: %s", i, world).isTrue();
                    if (found.mark(y, x) == Mark.ARROW)
                        assertThat(cause).as("%d: %s", i, world).isFalse();
                }
        }
        assertThat(same).isBetween(1_500, 1_900);
    }

    private static Set<String> causes(World world, String name) {
        return world.dag.descendants(name);
    }

    @Test
    void gfciFindsTheClassFromPopulations() {
        for (int i = 0; i < 300; i++) {
            Seed seed = Seed.of(20_000 + i);
            World world = World.of(9, seed);
            FoundPag found = Gfci.withDefaults()
                    .discover(world.oracle(), Bic.withDefaults().on(world.population(1e12, seed)), ALONE);
            assertThat(found.pag()).as("graph %d, %s", i, world).isEqualTo(world.truth());
        }
    }

    @Test
    void orderAndThreadsDoNotMatter() {
        List<Search> searches = List.of(
                Fci.withDefaults().alpha(0.05).largestSet(3),
                Fci.withDefaults().alpha(0.05).largestSet(3).colliders(ColliderRule.STANDARD),
                Fci.withDefaults().alpha(0.05).largestSet(3).colliders(ColliderRule.MAX_P),
                Fci.withDefaults().alpha(0.05).largestSet(2).colliders(ColliderRule.CONSERVATIVE),
                Rfci.withDefaults().alpha(0.05),
                Gfci.withDefaults().alpha(0.05).largestSet(3));
        for (Search search : searches) {
            Seed seed = Seed.of(3);
            Dataset all = Worlds.sample(RandomGraphs.erdosRenyi(18, 3, seed), 200, seed);
            Dataset data = all.without("X2").without("X7").without("X11");
            Set<String> marks = marks(search.discover(data, ALONE));
            for (int threads : new int[] {2, 8})
                assertThat(marks(search.discover(data, new Execution(threads)))).isEqualTo(marks);
            for (int k = 0; k < 20; k++) {
                List<String> names = new ArrayList<>();
                for (int column : Worlds.shuffled(data.size(), seed.split(k)))
                    names.add(data.names().get(column));
                assertThat(marks(search.discover(data.select(names), ALONE))).isEqualTo(marks);
            }
        }
    }

    /** Why the majority is asked by default. */
    @Test
    void inSamplesTheMajorityIsNearerToTheClassThanOneSet() {
        for (int cases : new int[] {500, 5_000}) {
            int majority = 0;
            int standard = 0;
            for (int i = 0; i < 60; i++) {
                Seed seed = Seed.of(40_000 + i);
                Dag dag = RandomGraphs.erdosRenyi(16, i % 2 == 0 ? 2 : 4, seed);
                World world = new World(dag, Set.of("X3", "X8"), Set.of());
                Dataset data = Worlds.sample(dag, cases, seed).without("X3").without("X8");
                Fci fci = Fci.withDefaults();
                majority += GraphComparison.of(
                                world.truth(), fci.discover(data, ALONE).pag())
                        .shd();
                standard += GraphComparison.of(
                                world.truth(),
                                fci.colliders(ColliderRule.STANDARD)
                                        .discover(data, ALONE)
                                        .pag())
                        .shd();
            }
            assertThat(majority).as("%d cases", cases).isLessThan((int) (0.95 * standard));
        }
    }

    private static Set<String> marks(Found found) {
        Set<String> marks = new HashSet<>();
        for (Edge edge : found.graph().edges()) {
            String other = edge.reversed().toString();
            marks.add(edge.toString().compareTo(other) < 0 ? edge.toString() : other);
        }
        return marks;
    }

    @Test
    void knowledgeBinds() {
        for (int i = 0; i < 20; i++) {
            Seed seed = Seed.of(i);
            Dataset data = Worlds.sample(RandomGraphs.erdosRenyi(8, 3, seed), 300, seed);
            Knowledge knowledge = Knowledge.tiers(Set.of("X1", "X2"), Set.of("X3", "X4"))
                    .require("X5", "X6")
                    .forbid("X7", "X8")
                    .forbid("X8", "X7")
                    .root("X1");
            for (Search search : List.of(
                    Fci.withDefaults().alpha(0.1).knowledge(knowledge),
                    Rfci.withDefaults().alpha(0.1).knowledge(knowledge),
                    Gfci.withDefaults().alpha(0.1).knowledge(knowledge))) {
                Pag pag = (Pag) search.discover(data, ALONE).graph();
                assertThat(pag.directed("X5", "X6")).isTrue();
                for (String cause : pag.names())
                    for (String effect : pag.names())
                        if (!cause.equals(effect) && knowledge.forbidden(cause, effect))
                            assertThat(pag.mark(pag.index(effect), pag.index(cause)))
                                    .isIn(Mark.ARROW, Mark.NONE);
            }
        }
    }

    /** True tiers add marks and take none away. */
    @Test
    void trueKnowledgeOnlyAddsMarks() {
        int more = 0;
        for (int i = 0; i < 200; i++) {
            World world = World.of(9, Seed.of(30_000 + i));
            List<String> order = world.dag.topologicalOrder();
            Set<String> names = new HashSet<>(world.oracle().names());
            Set<String> early = new HashSet<>(order.subList(0, order.size() / 2));
            early.retainAll(names);
            names.removeAll(early);
            if (early.isEmpty() || !world.selected.isEmpty()) continue;
            Pag plain = world.truth();
            FoundPag found =
                    Fci.withDefaults().knowledge(Knowledge.tiers(early, names)).discover(world.oracle(), ALONE);
            assertThat(found.conflicts()).isEmpty();
            for (int x = 0; x < plain.size(); x++)
                for (int y = 0; y < plain.size(); y++) {
                    if (plain.mark(x, y) != Mark.CIRCLE)
                        assertThat(found.pag().mark(x, y)).isEqualTo(plain.mark(x, y));
                    else if (found.pag().mark(x, y) != Mark.CIRCLE) more++;
                }
        }
        assertThat(more).isGreaterThan(50);
    }
}
