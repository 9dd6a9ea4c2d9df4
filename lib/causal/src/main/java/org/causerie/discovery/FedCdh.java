// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.FederatedClient;
import org.causerie.stat.FederatedIndependence;
import org.causerie.stat.FisherZ;

/**
 * Finds causal directions from the data of several clients that keep their cases to themselves and may differ in
 * distribution: federated causal discovery from heterogeneous data.
 *
 * <p>It is {@link CdNod} with the client as surrogate, all from sums over cases that the clients tell: tests of independence equal to
 * those on the pooled data ({@link FederatedIndependence}), changing modules, and directions by independent changes of the clients'
 * regressions. Data whose groups are the clients can be given as one table, to see what a federation would find.
 *
 * <p>Assumes what {@link CdNod} and {@link FederatedIndependence} assume, and modules that differ at enough clients to tell whether they do
 * so independently: with five or fewer the directions by changes are hardly better than chance. Needs two rounds of messages for each
 * test.
 *
 * <p>Li, L., Ng, I., Luo, G., Huang, B., Chen, G., Liu, T., Gu, B. &amp; Zhang, K. (2024). Federated causal discovery from heterogeneous
 * data. ICLR. doi:10.48550/arXiv.2402.13241
 *
 * @param features random features of each of two variables tested, at least 1; 10 by default
 * @param conditioning random features of a conditioning set, at least 1 and 100 by default; at most a third of the cases is used
 * @param alpha the level of the test, between 0 and 1 and 0.05 by default
 * @param colliders how colliders are told; {@link ColliderRule#STANDARD} by default
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 * @param seed of the features
 */
public record FedCdh(
        int features,
        int conditioning,
        double alpha,
        ColliderRule colliders,
        Knowledge knowledge,
        OptionalInt largestSet,
        Seed seed)
        implements Search {

    public FedCdh {
        new Pc(FisherZ.withDefaults(), alpha, colliders, knowledge, largestSet);
        if (features < 1 || conditioning < 1) {
            throw new CausalException("At least 1 random feature is needed for the variables and for the conditioning"
                    + " set; " + features + " and " + conditioning + " were given (10 and 100 are the defaults)");
        }
    }

    /** 10 features for each variable, 100 for a conditioning set, level 0.05. */
    public static FedCdh withDefaults() {
        return new FedCdh(10, 100, 0.05, ColliderRule.STANDARD, Knowledge.none(), OptionalInt.empty(), Seed.of(0));
    }

    public FedCdh features(int value) {
        return new FedCdh(value, conditioning, alpha, colliders, knowledge, largestSet, seed);
    }

    public FedCdh conditioning(int value) {
        return new FedCdh(features, value, alpha, colliders, knowledge, largestSet, seed);
    }

    public FedCdh alpha(double value) {
        return new FedCdh(features, conditioning, value, colliders, knowledge, largestSet, seed);
    }

    public FedCdh colliders(ColliderRule value) {
        return new FedCdh(features, conditioning, alpha, value, knowledge, largestSet, seed);
    }

    public FedCdh knowledge(Knowledge value) {
        return new FedCdh(features, conditioning, alpha, colliders, value, largestSet, seed);
    }

    public FedCdh largestSet(int value) {
        return new FedCdh(features, conditioning, alpha, colliders, knowledge, OptionalInt.of(value), seed);
    }

    public FedCdh seed(Seed value) {
        return new FedCdh(features, conditioning, alpha, colliders, knowledge, largestSet, value);
    }

    /**
     * Searches data whose groups are the clients.
     *
     * @throws CausalException if the data has no groups, or does not suit the test
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        int[] groups = data.groups()
                .orElseThrow(() -> new CausalException(
                        "The data does not say which rows are whose; name the column of clients with withGroups(…),"
                                + " or give a list of the clients' data"));
        int count = 0;
        for (int group : groups) count = Math.max(count, group + 1);
        List<FederatedClient> clients = new ArrayList<>();
        for (int client = 0; client < count; client++) {
            int own = client;
            clients.add(FederatedClient.of(data.rows(IntStream.range(0, groups.length)
                    .filter(row -> groups[row] == own)
                    .toArray())));
        }
        return discover(clients, data.names(), execution, Provenance.of(data.hash(), seed));
    }

    /** Searches with as many threads as the machine has processors. */
    public Result discover(List<FederatedClient> clients) {
        return discover(clients, Execution.withDefaults());
    }

    /**
     * Searches across clients.
     *
     * @throws CausalException if there is no client, columns or levels differ, or a column is constant
     * @throws StoppedSearch if the thread was interrupted, with the edges not separated and the directions found until then
     */
    public Result discover(List<FederatedClient> clients, Execution execution) {
        if (clients.isEmpty()) throw new CausalException("A federated search needs clients; none was given");
        List<String> names = clients.get(0).columns().keySet().stream().sorted().toList();
        return discover(clients, names, execution, Provenance.here());
    }

    private Result discover(
            List<FederatedClient> clients, List<String> names, Execution execution, Provenance provenance) {
        Variables.of(names);
        knowledge.check(names);
        String client = "client";
        while (names.contains(client)) client = client + "'";
        FederatedIndependence independence = FederatedIndependence.of(clients, client, features, conditioning, seed);
        Knowledge with = knowledge.root(client);
        Pc search = Pc.withDefaults().alpha(alpha).colliders(colliders).knowledge(with);
        if (largestSet.isPresent()) search = search.largestSet(largestSet.getAsInt());
        Pc.Result pc;
        try {
            pc = search.discover(independence, execution);
        } catch (StoppedSearch e) {
            if (e.soFar().isEmpty()) throw e;
            pc = (Pc.Result) e.soFar().get();
            throw new StoppedSearch(result(pc.cpdag(), client, names, List.of(), pc.tests(), provenance));
        }
        Variables variables = Variables.of(independence.names());
        Pattern graph = CdNod.pattern(pc.cpdag(), variables);
        IndependentChanges changes =
                new IndependentChanges(graph, variables, Bounds.of(with, variables), client, independence::dependence);
        try {
            changes.orient();
            return result(graph.toCpdag(variables), client, names, changes.directions(), pc.tests(), provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(
                    result(graph.toCpdag(variables), client, names, changes.directions(), pc.tests(), provenance));
        }
    }

    private Result result(
            Cpdag full,
            String client,
            List<String> names,
            List<CdNod.Direction> directions,
            long tests,
            Provenance provenance) {
        List<String> changing = names.stream()
                .filter(name -> full.adjacent(full.index(name), full.index(client)))
                .sorted()
                .toList();
        return new Result(without(full, names), changing, directions, tests, this, provenance);
    }

    private static Cpdag without(Cpdag full, List<String> names) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                int from = full.index(names.get(i));
                int to = full.index(names.get(j));
                if (i != j && full.directed(from, to)) directed.add(new int[] {i, j});
                if (i < j && full.undirected(from, to)) undirected.add(new int[] {i, j});
            }
        }
        return Cpdag.of(names, directed, undirected);
    }

    /**
     * What the search found.
     *
     * @param cpdag the graph over the columns
     * @param changing the variables whose modules differ between clients
     * @param directions which edges were directed by independent changes
     * @param tests how many tests were made
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Cpdag cpdag,
            List<String> changing,
            List<CdNod.Direction> directions,
            long tests,
            FedCdh settings,
            Provenance provenance)
            implements Found {

        public Result {
            changing = List.copyOf(changing);
            directions = List.copyOf(directions);
        }

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(cpdag.text());
            out.append("\nFedCDH, alpha ").append(settings.alpha());
            out.append(", ").append(tests).append(" tests");
            out.append(
                    changing.isEmpty()
                            ? "\nno module differs between clients"
                            : "\nmodules that differ between clients: " + String.join(", ", changing));
            directions.forEach(direction -> out.append('\n').append(direction));
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
