// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Rcot;
import org.junit.jupiter.api.Test;

class CausalVoteTest {
    private static final CausalVote VOTE =
            CausalVote.of(FisherZ.withDefaults(), Rcot.withDefaults(), DegenerateGaussian.withDefaults());

    /** a → x ← h → y ← b with h hidden: x and y have arrowheads at both ends of their edge. */
    private static Dataset hidden(int rows, RandomGenerator random) {
        double[][] columns = new double[4][rows];
        for (int row = 0; row < rows; row++) {
            double h = random.nextGaussian();
            columns[0][row] = random.nextGaussian();
            columns[1][row] = random.nextGaussian();
            columns[2][row] = columns[0][row] + 1.2 * h + 0.6 * random.nextGaussian();
            columns[3][row] = columns[1][row] + 1.2 * h + 0.6 * random.nextGaussian();
        }
        return Dataset.of(List.of("a", "b", "x", "y"), columns);
    }

    private static Dataset open(int rows, RandomGenerator random) {
        double[][] columns = new double[4][rows];
        for (int row = 0; row < rows; row++) {
            columns[0][row] = random.nextGaussian();
            columns[1][row] = random.nextGaussian();
            columns[2][row] = columns[0][row] + columns[1][row] + 0.6 * random.nextGaussian();
            columns[3][row] = columns[2][row] + 0.6 * random.nextGaussian();
        }
        return Dataset.of(List.of("a", "b", "x", "y"), columns);
    }

    @Test
    void callsTheHiddenCauseAndOnlyIt() {
        int called = 0;
        int falsely = 0;
        int directed = 0;
        for (int seed = 0; seed < 20; seed++) {
            CausalVote.Result found =
                    VOTE.discover(hidden(800, Seed.of(70).split(seed).random()));
            if (found.hiddenCauses().equals(List.of("x <-> y"))) called++;
            CausalVote.Result other =
                    VOTE.discover(open(800, Seed.of(71).split(seed).random()));
            if (!other.hiddenCauses().isEmpty()) falsely++;
            Pag pag = other.pag();
            if (pag.directed("x", "y") && pag.mark(pag.index("a"), pag.index("x")) == Mark.ARROW) directed++;
        }
        assertThat(called).isGreaterThanOrEqualTo(17);
        assertThat(falsely).isLessThanOrEqualTo(2);
        assertThat(directed).isGreaterThanOrEqualTo(17);
    }

    @Test
    void theQuorumDecides() {
        Dataset data = hidden(400, Seed.of(72).random());
        CausalVote.Result one = VOTE.quorum(1).discover(data);
        CausalVote.Result all = VOTE.quorum(3).discover(data);
        assertThat(one.pag().edgeCount()).isGreaterThanOrEqualTo(all.pag().edgeCount());
        for (CausalVote.Vote vote : all.votes()) {
            boolean adjacent =
                    all.pag().adjacent(all.pag().index(vote.a()), all.pag().index(vote.b()));
            assertThat(adjacent).isEqualTo(vote.adjacent() == 3);
        }
    }

    @Test
    void neitherColumnsNorThreadsNorTheOrderOfTestsMatter() {
        Dataset data = hidden(300, Seed.of(73).random());
        Pag expected = VOTE.discover(data, Execution.sequential()).pag();
        CausalVote turned =
                CausalVote.of(DegenerateGaussian.withDefaults(), Rcot.withDefaults(), FisherZ.withDefaults());
        Pag found = turned.discover(data.select("y", "b", "x", "a"), new Execution(4))
                .pag();
        for (String a : data.names())
            for (String b : data.names())
                if (!a.equals(b))
                    assertThat(found.mark(found.index(a), found.index(b)))
                            .isEqualTo(expected.mark(expected.index(a), expected.index(b)));
    }

    @Test
    void knowledgeBinds() {
        Pag pag = VOTE.knowledge(Knowledge.none().root("a").forbid("y", "x"))
                .discover(open(800, Seed.of(74).random()))
                .pag();
        assertThat(pag.mark(pag.index("a"), pag.index("x"))).isEqualTo(Mark.ARROW);
        assertThatThrownBy(() -> VOTE.knowledge(Knowledge.none().root("q"))
                        .discover(open(50, Seed.of(75).random())))
                .isInstanceOf(CausalException.class);
    }

    @Test
    void refusesBadSettings() {
        assertThatThrownBy(() -> CausalVote.of(FisherZ.withDefaults())).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> VOTE.quorum(4))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("4 was given");
    }
}
