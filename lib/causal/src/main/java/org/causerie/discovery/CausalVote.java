// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;
import org.causerie.stat.IndependenceTest;

/**
 * Lets several tests of independence vote on one graph, and calls a hidden common cause where enough of them do.
 *
 * <p>Each test gives a graph by {@link Fci}, in which an edge with arrowheads at both ends has a hidden common cause. Of edges and
 * marks those stay that at least the quorum of tests agree on; other ends are circles.
 *
 * <p>Tests of different kinds err in different ways, so that what all find does not hang on one's assumptions. Assumes what
 * {@link Fci} does.
 *
 * <p>Order does not matter, neither of columns nor of tests. Time is that of {@link Fci} with each test.
 *
 * <p>Davis, B. L., Ali-Dib, M., Zheng, Y., Jin, Z., Zhang, K. &amp; Macciò, A. V. (2025). Causal evidence for the primordiality of colours in
 * trans-Neptunian objects. arXiv:2508.10089. Spirtes, Glymour and Scheines (2000), Causation, Prediction, and Search, MIT Press.
 *
 * @param tests the tests, at least two
 * @param quorum how many of them must agree, from 1 to all; more than half by default
 * @param alpha the level of the tests, between 0 and 1 and 0.01 by default
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 */
public record CausalVote(
        List<IndependenceTest> tests, int quorum, double alpha, Knowledge knowledge, OptionalInt largestSet)
        implements Search {

    public CausalVote {
        tests = List.copyOf(tests);
        if (tests.size() < 2) {
            throw new CausalException("A vote needs at least 2 tests; " + tests.size() + " was given");
        }
        if (quorum < 1 || quorum > tests.size()) {
            throw new CausalException("Of " + tests.size() + " tests 1 to " + tests.size() + " can have to agree; "
                    + quorum + " was given");
        }
        new Fci(tests.get(0), alpha, ColliderRule.MAJORITY, knowledge, largestSet);
    }

    /** A vote of these tests at level 0.01, of which more than half must agree. */
    public static CausalVote of(IndependenceTest... tests) {
        return new CausalVote(List.of(tests), tests.length / 2 + 1, 0.01, Knowledge.none(), OptionalInt.empty());
    }

    public CausalVote quorum(int value) {
        return new CausalVote(tests, value, alpha, knowledge, largestSet);
    }

    public CausalVote alpha(double value) {
        return new CausalVote(tests, quorum, value, knowledge, largestSet);
    }

    public CausalVote knowledge(Knowledge value) {
        return new CausalVote(tests, quorum, alpha, value, largestSet);
    }

    public CausalVote largestSet(int value) {
        return new CausalVote(tests, quorum, alpha, knowledge, OptionalInt.of(value));
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Lets every test vote, with the threads given.
     *
     * @throws CausalException if the data does not suit one of the tests
     * @throws StoppedSearch if the thread was interrupted, with the votes cast until then, or while there are none with what
     *     {@link Fci} had by the first test
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        List<Pag> ballots = new ArrayList<>();
        try {
            for (IndependenceTest test : tests)
                ballots.add(new Fci(test, alpha, ColliderRule.MAJORITY, knowledge, largestSet)
                        .discover(data, execution)
                        .pag());
        } catch (CancellationException e) {
            if (ballots.isEmpty()) throw e;
            throw new StoppedSearch(count(ballots, data));
        }
        return count(ballots, data);
    }

    private Result count(List<Pag> ballots, Dataset data) {
        Variables variables = Variables.of(data.names());
        int[] columns = variables.columns();
        List<Edge> edges = new ArrayList<>();
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            for (int j = i + 1; j < variables.size(); j++) {
                Vote vote = Vote.of(ballots, columns[i], columns[j]);
                if (vote.adjacent() == 0) continue;
                votes.add(vote);
                if (vote.adjacent() < quorum) continue;
                Mark atFrom = mark(ballots, columns[j], columns[i]);
                Mark atTo = mark(ballots, columns[i], columns[j]);
                edges.add(new Edge(variables.name(i), variables.name(j), atFrom, atTo));
            }
        }
        return new Result(Pag.of(data.names(), edges), votes, ballots.size(), this, Provenance.of(data.hash()));
    }

    /** The mark at the second variable that enough tests agree on. */
    private Mark mark(List<Pag> ballots, int from, int to) {
        int arrows = 0;
        int tails = 0;
        for (Pag ballot : ballots) {
            if (ballot.mark(from, to) == Mark.ARROW) arrows++;
            if (ballot.mark(from, to) == Mark.TAIL) tails++;
        }
        if (arrows >= quorum && arrows > tails) return Mark.ARROW;
        return tails >= quorum && tails > arrows ? Mark.TAIL : Mark.CIRCLE;
    }

    /**
     * What the tests say about two variables that at least one finds adjacent.
     *
     * @param a the one variable
     * @param b the other
     * @param adjacent how many tests find them adjacent
     * @param intoA how many find an arrowhead at a
     * @param intoB how many find an arrowhead at b
     * @param hiddenCause how many find both, and so a hidden common cause
     */
    public record Vote(String a, String b, int adjacent, int intoA, int intoB, int hiddenCause) {
        private static Vote of(List<Pag> ballots, int i, int j) {
            int adjacent = 0;
            int intoA = 0;
            int intoB = 0;
            int both = 0;
            for (Pag ballot : ballots) {
                boolean a = ballot.mark(j, i) == Mark.ARROW;
                boolean b = ballot.mark(i, j) == Mark.ARROW;
                if (ballot.mark(i, j) != Mark.NONE) adjacent++;
                if (a) intoA++;
                if (b) intoB++;
                if (a && b) both++;
            }
            List<String> names = ballots.get(0).names();
            return new Vote(names.get(i), names.get(j), adjacent, intoA, intoB, both);
        }
    }

    /**
     * What the tests agreed on.
     *
     * @param pag the graph: circles where no end was agreed on
     * @param votes what was said about each pair that some test finds adjacent, by names
     * @param voters how many tests voted: all, unless the vote was interrupted
     * @param settings the settings of the vote
     * @param provenance where the result comes from
     */
    public record Result(Pag pag, List<Vote> votes, int voters, CausalVote settings, Provenance provenance)
            implements Found {

        public Result {
            votes = List.copyOf(votes);
        }

        @Override
        public Pag graph() {
            return pag;
        }

        /** The pairs for which the quorum of tests calls a hidden common cause, as {@code "a <-> b"}. */
        public List<String> hiddenCauses() {
            return List.copyOf(new TreeSet<>(votes.stream()
                    .filter(vote -> vote.hiddenCause() >= settings.quorum())
                    .map(vote -> Edge.bidirected(vote.a(), vote.b()).toString())
                    .toList()));
        }

        @Override
        public String text() {
            int of = settings.tests().size();
            StringBuilder out = new StringBuilder(pag.toString());
            out.append("\nVote of ").append(voters);
            if (voters < of) out.append(" of ").append(of);
            out.append(" tests, ").append(settings.quorum());
            out.append(" must agree, alpha ").append(settings.alpha());
            for (Vote vote : votes) {
                out.append('\n').append(vote.a()).append(", ").append(vote.b());
                out.append(": adjacent ").append(vote.adjacent()).append(" of ").append(voters);
                out.append(", arrowheads ").append(vote.intoA()).append(" and ").append(vote.intoB());
                if (vote.hiddenCause() > 0) out.append(", hidden cause ").append(vote.hiddenCause());
            }
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
