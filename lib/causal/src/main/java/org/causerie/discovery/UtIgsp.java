// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;

/**
 * Finds the graph and the targets of interventions from one observational and several interventional environments: unknown-target
 * interventional greedy sparsest permutation.
 *
 * <p>Each order of the variables gives a graph, by tests of conditional independence in the observational data, and targets: the variables whose
 * dependence on their causes in this graph differs in an environment. The search goes from order to order by turning
 * covered edges, and looks for the graph with the fewest edges and targets together. Edges are then directed as far as the
 * independences and the targets tell: the interventional completed graph.
 *
 * <p>Assumes a linear model with normal noise, no cycles, no common causes outside the data, faithfulness, and interventions that change how
 * their targets depend on their causes, in any way. Nothing needs to be known of the targets.
 *
 * <p>Knowledge binds throughout. The order of the columns and the number of threads do not matter. Each order takes up to
 * <i>O(p⁴)</i> for <i>p</i> variables, most of it shared between orders.
 *
 * <p>Squires, Wang and Uhler (2020), Permutation-based causal structure learning with unknown intervention targets, UAI,
 * PMLR 124, 1039–1048. Yang, Katcoff and Uhler (2018), Characterizing and learning equivalence classes of causal DAGs under
 * interventions, ICML, PMLR 80, 5541–5550.
 *
 * <p>{@snippet :
 * var found = UtIgsp.withDefaults().discover(data.withGroups("experiment"));
 * found.cpdag();
 * found.targets();
 * }
 *
 * @param alpha the level of the tests of independence, between 0 and 1; 0.001 by default
 * @param invariance the level of the tests whether a variable is a target, between 0 and 1; 0.0001 by default
 * @param observational the number of the group without intervention: groups count from 0 in the order of their values; 0
 *     by default
 * @param depth how many edges are turned without improvement before the search gives up, at least 1; 4 by default
 * @param starts from how many random orders the search starts, at least 1; 5 by default
 * @param knowledge what is known beforehand, nothing by default
 * @param seed where the search starts
 */
public record UtIgsp(
        double alpha, double invariance, int observational, int depth, int starts, Knowledge knowledge, Seed seed)
        implements Search {

    public UtIgsp {
        for (double level : List.of(alpha, invariance))
            if (!(level > 0 && level < 1))
                throw new CausalException("The level of a test lies between 0 and 1; " + level + " was given");
        if (observational < 0 || depth < 1 || starts < 1)
            throw new CausalException(
                    "The number of the observational group is 0 or more, depth and starts are 1 or more;"
                            + " given were " + observational + ", " + depth + " and " + starts);
    }

    /** Levels 0.001 and 0.0001, group 0 observational, depth 4, 5 starts. */
    public static UtIgsp withDefaults() {
        return new UtIgsp(0.001, 0.0001, 0, 4, 5, Knowledge.none(), Seed.of(1));
    }

    public UtIgsp alpha(double value) {
        return new UtIgsp(value, invariance, observational, depth, starts, knowledge, seed);
    }

    public UtIgsp invariance(double value) {
        return new UtIgsp(alpha, value, observational, depth, starts, knowledge, seed);
    }

    public UtIgsp observational(int value) {
        return new UtIgsp(alpha, invariance, value, depth, starts, knowledge, seed);
    }

    public UtIgsp depth(int value) {
        return new UtIgsp(alpha, invariance, observational, value, starts, knowledge, seed);
    }

    public UtIgsp starts(int value) {
        return new UtIgsp(alpha, invariance, observational, depth, value, knowledge, seed);
    }

    public UtIgsp knowledge(Knowledge value) {
        return new UtIgsp(alpha, invariance, observational, depth, starts, value, seed);
    }

    public UtIgsp seed(Seed value) {
        return new UtIgsp(alpha, invariance, observational, depth, starts, knowledge, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given: each start is on one of them.
     *
     * @throws CausalException if there are not at least two groups or none with the number of the observational one, a group has too few
     *     cases for the regressions, a column is nominal, constant, a linear function of others or has missing values, or the
     *     knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted after the first start, with the best graph until then
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Precedence precedence = Precedence.of(knowledge, variables);
        Environments environments = Environments.of(data, "UT-IGSP");
        if (observational >= environments.count())
            throw new CausalException(
                    "There is no group " + observational + "; groups go from 0 to " + (environments.count() - 1));
        environments.requireCases(variables.size());
        Provenance provenance = Provenance.of(data.hash(), seed);
        SparsestOrder search = new SparsestOrder(this, environments, bounds, precedence);
        try {
            return result(search.best(execution), search, bounds, variables, provenance);
        } catch (CancellationException e) {
            if (search.soFar().isEmpty()) throw new StoppedSearch("it had not the graph of any order yet");
            throw new StoppedSearch(result(search.soFar().get(), search, bounds, variables, provenance));
        }
    }

    private Result result(
            SparsestOrder.Candidate best,
            SparsestOrder search,
            Bounds bounds,
            Variables variables,
            Provenance provenance) {
        int p = variables.size();
        Pattern dag = Pattern.empty(p + search.environments());
        for (int effect = 0; effect < p; effect++) {
            for (int cause : best.causes()[effect]) dag.direct(cause, effect);
            for (int e : search.changed(effect, best.causes()[effect])) dag.direct(p + e, effect);
        }
        Pattern completed = dag.copy();
        completed.keepColliders();
        for (int i = 0; i < p + search.environments(); i++) {
            for (int j : Pattern.members(dag.children[i])) {
                boolean known = i >= p || bounds.forbidden(j, i);
                if (known) completed.direct(i, j);
            }
        }
        Meek.close(completed, true);
        List<Set<String>> targets = IntStream.range(0, search.environments())
                .<Set<String>>mapToObj(e -> dag.children[p + e].stream()
                        .mapToObj(variables::name)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .toList();
        Pattern graph = Pattern.empty(p);
        Pattern member = Pattern.empty(p);
        for (int i = 0; i < p; i++) {
            for (int j : Pattern.members(dag.children[i])) {
                member.direct(i, j);
                if (completed.undirected(i, j)) graph.connect(i, j);
                else graph.direct(i, j);
            }
        }
        return new Result(
                graph.toCpdag(variables),
                member.toCpdag(variables).toDag(),
                targets,
                search.scored(),
                this,
                provenance);
    }

    /**
     * What UT-IGSP found.
     *
     * @param cpdag the graph; edges without direction may point either way
     * @param dag one of its members: the graph with the fewest edges and targets
     * @param targets for each group the variables on which its intervention acted; none for the observational group
     * @param orders how many orders were scored
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Cpdag cpdag, Dag dag, List<Set<String>> targets, long orders, UtIgsp settings, Provenance provenance)
            implements Found {

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            String acted = IntStream.range(0, targets.size())
                    .filter(e -> e != settings.observational())
                    .mapToObj(e -> "group " + e + " " + targets.get(e))
                    .collect(Collectors.joining(", "));
            return cpdag.text() + "\nUT-IGSP, targets: " + acted;
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
