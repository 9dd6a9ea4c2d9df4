// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.CrossRank;
import org.causerie.stat.RankTest;

/**
 * Finds hidden variables, how many they are, and the graph over observed and hidden variables, from ranks of
 * cross-covariances: rank-based latent causal discovery.
 *
 * <p>It takes observed variables apart that are independent given others; in what stays connected it looks for the members of
 * covers, sets of <i>k</i> variables of which some are hidden, by this rule: more than <i>k</i> variables whose cross-covariance
 * with all around them has rank <i>k</i> have a cover of <i>k</i> between them and the rest. A cover takes the place of its
 * members, which measure it from then on, so that further tests reach hidden variables of hidden variables: independence
 * given hidden variables is a statement about ranks as well. Smaller covers come first, and after each find all is refined: edges
 * that the new variables explain go, and the search starts over with <i>k</i> = 1. Last, colliders and Meek's rules direct
 * edges.
 *
 * <p>Assumes linear relations, normal noise (for the test's calibration), no cycles, that ranks are low only where the graph
 * makes them so, and that each hidden variable is in a cover with more than <i>k</i> members of its own that have no other
 * parents and as many neighbours besides; no observed variable is in a triangle; and that of two variables not adjacent, hidden
 * ones too, neighbours of the one or the other separate them that are no more than {@link #largestSet()}: where it takes more, as for
 * the cause of a hidden variable with three causes besides and an effect of all four, the two stay adjacent. Then the result is, in the limit of many cases, the
 * equivalence class of the true graph. Hidden variables with fewer neighbours stay unseen: those they affect are then adjacent. Edges
 * within a cover cannot be known and are left out.
 *
 * <p>Knowledge directs edges between observed variables before colliders do. Departs from the paper in one point of order: members of a cover keep their other edges and a cover stands for its
 * members in every later test, in place of unfolding covers again; the refinement is part of each round. The result does not depend
 * on the order of the columns. For cliques of <i>q</i> variables the time grows as <i>O(q^(k+1))</i> ranks, of <i>O(q³)</i>
 * each.
 *
 * <p>Dong, Huang, Ng, Song, Zheng, Jin, Legaspi, Spirtes and Zhang (2024), A versatile causal discovery framework to allow
 * causally-related hidden variables, ICLR, doi:10.48550/arXiv.2312.11001.
 *
 * <p>{@snippet :
 * var found = Rlcd.withDefaults().discover(data);
 * found.covers();
 * found.cpdag();
 * }
 *
 * @param alpha the level of the tests, 0.01 by default; a rank holds, and an edge goes, where the p-value is above
 * @param largestCover the most variables of a cover, 3 by default
 * @param largestSet the most nodes in a conditioning set, 3 by default; more where a hidden variable may have four causes
 * @param knowledge which way edges between observed variables cannot point, nothing by default; an edge through a hidden variable
 *     is another matter
 */
public record Rlcd(double alpha, int largestCover, int largestSet, Knowledge knowledge) implements Search {

    public Rlcd {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException(
                    "The level alpha of a test lies between 0 and 1, usually at 0.01; given: " + alpha);
        if (largestCover < 1 || largestCover > 6)
            throw new CausalException("A cover has 1 to 6 variables, usually up to 3; given: " + largestCover);
        if (largestSet < 0)
            throw new CausalException("Conditioning sets have 0 variables or more; given: " + largestSet);
    }

    public static Rlcd withDefaults() {
        return new Rlcd(0.01, 3, 3, Knowledge.none());
    }

    public Rlcd alpha(double value) {
        return new Rlcd(value, largestCover, largestSet, knowledge);
    }

    public Rlcd largestCover(int value) {
        return new Rlcd(alpha, value, largestSet, knowledge);
    }

    public Rlcd largestSet(int value) {
        return new Rlcd(alpha, largestCover, value, knowledge);
    }

    public Rlcd knowledge(Knowledge value) {
        return new Rlcd(alpha, largestCover, largestSet, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        return search(RankTest.withDefaults().on(data), variables, execution, Provenance.of(data.hash()));
    }

    /** Searches with ranks from elsewhere, for example those of a population. */
    public Result discover(CrossRank ranks, Execution execution) {
        return search(ranks, Variables.of(ranks.names()), execution, Provenance.here());
    }

    private Result search(CrossRank ranks, Variables variables, Execution execution, Provenance provenance) {
        Bounds bounds = Bounds.of(knowledge, variables);
        requireDirectionsOnly();
        LatentGraph graph = new LatentGraph(variables);
        for (int i = 0; i < variables.size(); i++) for (int j = 0; j < i; j++) graph.connect(i, j);
        LatentSearch search = new LatentSearch(graph, ranks, alpha, largestSet, execution);
        try {
            search.prune(0);
            findCovers(graph, search);
            return result(graph, search.orient(bounds), search, provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(result(graph, graph.skeleton(), search, provenance));
        }
    }

    private void requireDirectionsOnly() {
        boolean apart = knowledge.forbidden().stream().anyMatch(arrow -> knowledge.forbidden(arrow.to(), arrow.from()));
        if (!knowledge.required().isEmpty() || apart)
            throw new CausalException(
                    "RLCD finds out itself which variables are adjacent, as a hidden variable may take the"
                            + " place of an edge: knowledge can only say which way edges between observed variables do not point"
                            + " (tiers, roots, an edge forbidden one way); given were required edges "
                            + knowledge.required()
                            + " and forbidden ones " + knowledge.forbidden());
    }

    private void findCovers(LatentGraph graph, LatentSearch search) {
        int k = 1;
        while (k <= largestCover) {
            int before = graph.size();
            for (int known = k - 1; known >= 0 && graph.size() == before; known--) search.findCovers(k, known);
            if (graph.size() == before) {
                k++;
                continue;
            }
            search.prune(before);
            k = 1;
        }
    }

    private Result result(LatentGraph graph, Pattern pattern, LatentSearch search, Provenance provenance) {
        return new Result(graph.expanded(pattern), graph.found(), search.tests(), this, provenance);
    }

    /**
     * What the search found.
     *
     * @param cpdag the graph over the observed variables, in the order of the data's columns, and the hidden ones, L1, L2, …
     * @param covers the hidden variables, those that only work together as one, in the order in which they were found
     * @param tests how many ranks were tested
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Cpdag cpdag, List<LatentCover> covers, long tests, Rlcd settings, Provenance provenance)
            implements Found {
        public Result {
            covers = List.copyOf(covers);
        }

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        /** The names of the hidden variables. */
        public List<String> latents() {
            List<String> names = new ArrayList<>();
            for (LatentCover cover : covers) names.addAll(cover.latents());
            return names;
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(cpdag.text());
            out.append("\nRLCD, alpha ")
                    .append(settings.alpha())
                    .append(", ")
                    .append(tests)
                    .append(" tests, ");
            out.append(latents().size()).append(" hidden variables");
            for (LatentCover cover : covers) out.append('\n').append(cover);
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
