// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.Kci;
import org.causerie.stat.ModuleChanges;

/**
 * Finds causal directions from data whose distribution changes, over domains or over time: causal discovery from
 * heterogeneous or nonstationary data (CD-NOD).
 *
 * <p>The surrogate, the number of the domain or the time, takes part as a variable that nothing causes. {@link Pc} with it finds
 * which modules change (those next to the surrogate) and a skeleton that is right in spite of the changes; arrows from the surrogate
 * direct more edges than a single distribution could. Between two variables that both change, the direction is the one
 * in which the changes of the cause and of the effect given its causes are less dependent, as
 * {@link ModuleChanges#dependence} measures them: the principle of independent changes.
 *
 * <p>Assumes that hidden causes, if any, are functions of the surrogate (pseudo causal sufficiency), faithfulness including the
 * surrogate, no cycles, and modules that change independently of each other. The test has to see changes of any moment, so kernel
 * tests suit and Fisher's z does not: it sees changes of means only.
 *
 * <p>Time is that of {@link Pc} with the test, and of a kernel regression for each direction of an edge between changing
 * variables.
 *
 * <p>Huang, B., Zhang, K., Zhang, J., Ramsey, J., Sanchez-Romero, R., Glymour, C. &amp; Schölkopf, B. (2020). Causal discovery from
 * heterogeneous/nonstationary data. Journal of Machine Learning Research 21(89), 1-53.
 *
 * <p>{@snippet :
 * var found = CdNod.over("year").discover(data);
 * found.changing();
 * found.drivingForce("price", 1);
 * }
 *
 * @param surrogate the column with the domain (categorical) or the time (a number)
 * @param test the test of conditional independence; {@link Kci} by default
 * @param alpha the level of the test, between 0 and 1 and 0.05 by default
 * @param colliders how colliders are told; {@link ColliderRule#STANDARD} by default
 * @param knowledge what else is known, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 */
public record CdNod(
        String surrogate,
        IndependenceTest test,
        double alpha,
        ColliderRule colliders,
        Knowledge knowledge,
        OptionalInt largestSet)
        implements Search {

    public CdNod {
        new Pc(test, alpha, colliders, knowledge, largestSet);
        if (surrogate.isBlank()) {
            throw new CausalException(
                    "The surrogate needs the name of a column, the domain or the time; none was given");
        }
    }

    /** CD-NOD with the kernel test at level 0.05, over the domains or times of a column. */
    public static CdNod over(String surrogate) {
        return new CdNod(
                surrogate, Kci.withDefaults(), 0.05, ColliderRule.STANDARD, Knowledge.none(), OptionalInt.empty());
    }

    public CdNod surrogate(String value) {
        return new CdNod(value, test, alpha, colliders, knowledge, largestSet);
    }

    public CdNod test(IndependenceTest value) {
        return new CdNod(surrogate, value, alpha, colliders, knowledge, largestSet);
    }

    public CdNod alpha(double value) {
        return new CdNod(surrogate, test, value, colliders, knowledge, largestSet);
    }

    public CdNod colliders(ColliderRule value) {
        return new CdNod(surrogate, test, alpha, value, knowledge, largestSet);
    }

    public CdNod knowledge(Knowledge value) {
        return new CdNod(surrogate, test, alpha, colliders, value, largestSet);
    }

    public CdNod largestSet(int value) {
        return new CdNod(surrogate, test, alpha, colliders, knowledge, OptionalInt.of(value));
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws CausalException if the surrogate is no column, the data does not suit the test, or the knowledge says that
     *     something causes the surrogate
     * @throws StoppedSearch if the thread was interrupted, with the edges not separated and the directions found until then
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        data.index(surrogate);
        knowledge.check(data.names());
        Knowledge with = knowledge.root(surrogate);
        Variables variables = Variables.of(data.names());
        Provenance provenance = Provenance.of(data.hash());
        Pc.Result pc;
        try {
            pc = new Pc(test, alpha, colliders, with, largestSet).discover(data, execution);
        } catch (StoppedSearch e) {
            if (e.soFar().isEmpty()) throw e;
            pc = (Pc.Result) e.soFar().get();
            throw new StoppedSearch(new Result(pc.cpdag(), List.of(), pc, data, this, provenance));
        }
        Pattern graph = pattern(pc.cpdag(), variables);
        IndependentChanges changes = new IndependentChanges(
                graph, variables, Bounds.of(with, variables), surrogate, ModuleChanges.of(data, surrogate)::dependence);
        try {
            changes.orient();
            return new Result(graph.toCpdag(variables), changes.directions(), pc, data, this, provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(
                    new Result(graph.toCpdag(variables), changes.directions(), pc, data, this, provenance));
        }
    }

    /** The graph of a result, to be worked on. */
    static Pattern pattern(Cpdag cpdag, Variables variables) {
        Pattern graph = Pattern.empty(variables.size());
        for (int i = 0; i < graph.size(); i++) {
            for (int j = 0; j < graph.size(); j++) {
                int from = variables.columns()[i];
                int to = variables.columns()[j];
                if (cpdag.directed(from, to)) graph.direct(i, j);
                else if (i < j && cpdag.undirected(from, to)) graph.connect(i, j);
            }
        }
        return graph;
    }

    /**
     * A direction that independent changes gave.
     *
     * @param from the cause
     * @param to the effect
     * @param dependence of the changes of the two modules in this direction
     * @param reversed the same in the other direction, which is larger
     */
    public record Direction(String from, String to, double dependence, double reversed) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s → %s (dependence of changes %.3g, reversed %.3g)", from, to, dependence, reversed);
        }
    }

    /**
     * What CD-NOD found.
     *
     * @param cpdag the graph, with the surrogate among its variables
     * @param directions which edges were directed by independent changes
     * @param pc what the search with the surrogate had found before
     * @param data the data
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Cpdag cpdag, List<Direction> directions, Pc.Result pc, Dataset data, CdNod settings, Provenance provenance)
            implements Found {

        public Result {
            directions = List.copyOf(directions);
        }

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        /** The variables whose modules change: those next to the surrogate, by name. */
        public List<String> changing() {
            return cpdag.names().stream()
                    .filter(name -> cpdag.adjacent(cpdag.index(settings.surrogate()), cpdag.index(name)))
                    .sorted()
                    .toList();
        }

        /** The directed causes of a variable other than the surrogate, by name. */
        public List<String> causes(String variable) {
            int to = cpdag.index(variable);
            return cpdag.names().stream()
                    .filter(name -> !name.equals(settings.surrogate()) && cpdag.directed(cpdag.index(name), to))
                    .sorted()
                    .toList();
        }

        /**
         * What drives the changes of a variable given its causes in the graph.
         *
         * @param dimensions how many dimensions, at least 1
         */
        public ModuleChanges.DrivingForce drivingForce(String variable, int dimensions) {
            return ModuleChanges.of(data, settings.surrogate()).drivingForce(variable, causes(variable), dimensions);
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(cpdag.text());
            out.append("\nCD-NOD over ").append(settings.surrogate());
            out.append(", alpha ").append(settings.alpha());
            out.append(", ").append(pc.tests()).append(" tests");
            List<String> changing = changing();
            out.append(
                    changing.isEmpty() ? "\nno module changes" : "\nchanging modules: " + String.join(", ", changing));
            directions.forEach(direction -> out.append('\n').append(direction));
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
