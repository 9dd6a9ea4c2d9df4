// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;

/** Bounds in hidden Markov models against explicit response functions, published formulas and a joint programme. */
class LatentStateBoundsTest {
    private static final LatentStateBounds FREE = LatentStateBounds.withDefaults();

    /** Weighted response functions: how symbols and moves follow from state, action and (for moves) symbol. */
    private record Explicit(double[] weights, int[][][] emits, double[] odds, int[][][][] moves) {

        static Explicit random(int states, int symbols, int functions, RandomGenerator random) {
            int[][][] emits = new int[functions][2][states];
            int[][][][] moves = new int[functions][2][symbols][states];
            for (int f = 0; f < functions; f++) {
                for (int x = 0; x < 2; x++) {
                    for (int h = 0; h < states; h++) {
                        emits[f][x][h] = random.nextInt(symbols);
                        for (int o = 0; o < symbols; o++) moves[f][x][o][h] = random.nextInt(states);
                    }
                }
            }
            return new Explicit(shares(functions, random), emits, shares(functions, random), moves);
        }

        HiddenMarkov model(double[] initial, int symbols) {
            int states = initial.length;
            double[][][] emission = new double[2][states][symbols];
            double[][][][] transition = new double[2][symbols][states][states];
            for (int f = 0; f < weights.length; f++) {
                for (int x = 0; x < 2; x++) {
                    for (int h = 0; h < states; h++) {
                        emission[x][h][emits[f][x][h]] += weights[f];
                        for (int o = 0; o < symbols; o++) transition[x][o][h][moves[f][x][o][h]] += odds[f];
                    }
                }
            }
            return HiddenMarkov.of(initial, emission, transition);
        }

        /** The mean worth by following every pair of states and every pair of functions; the chance of what was seen. */
        double[] truth(double[] initial, LatentStateBounds.Question asked) {
            int states = initial.length;
            double[][] pairs = new double[states][states];
            for (int h = 0; h < states; h++) pairs[h][h] = initial[h];
            // from the step asked on: the state now, and the other world's state at that step
            double[][] after = new double[states][states];
            for (int t = 0; t <= asked.symbols().size(); t++) {
                if (t == asked.step()) for (int h = 0; h < states; h++) after[h] = pairs[h].clone();
                if (t == asked.symbols().size()) break;
                double[][] next = new double[states][states];
                double[][] nextAfter = new double[states][states];
                int x = asked.actions().get(t);
                int y = asked.others().get(t);
                for (int h = 0; h < states; h++) {
                    for (int e = 0; e < weights.length; e++) {
                        if (emits[e][x][h] != asked.symbols().get(t)) continue;
                        for (int m = 0; m < odds.length; m++) {
                            double chance = weights[e] * odds[m];
                            int to = moves[m][x][asked.symbols().get(t)][h];
                            for (int g = 0; g < states; g++) {
                                if (t < asked.step()) next[to][moves[m][y][emits[e][y][g]][g]] += chance * pairs[h][g];
                                else nextAfter[to][g] += chance * after[h][g];
                            }
                        }
                    }
                }
                pairs = next;
                if (t >= asked.step()) after = nextAfter;
            }
            double sum = 0;
            double all = 0;
            for (int h = 0; h < states; h++) {
                for (int g = 0; g < states; g++) {
                    sum += after[h][g] * asked.worth().get(g);
                    all += after[h][g];
                }
            }
            return new double[] {sum / all, all};
        }
    }

    private static double[] shares(int count, RandomGenerator random) {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) weights[i] = 0.05 + random.nextDouble();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static LatentStateBounds.Question question(int steps, int states, int symbols, RandomGenerator random) {
        List<Integer> seen = new ArrayList<>();
        List<Integer> actions = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            seen.add(random.nextInt(symbols));
            actions.add(random.nextInt(2));
            others.add(random.nextInt(2));
        }
        List<Double> worth = new ArrayList<>();
        for (int h = 0; h < states; h++) worth.add((double) random.nextInt(3));
        return new LatentStateBounds.Question(seen, actions, others, random.nextInt(steps + 1), worth);
    }

    @Test
    void boundsContainEveryExplicitModel() {
        int kept = 0;
        for (int i = 0; i < 40; i++) {
            RandomGenerator random = Seed.of(1).split(i).random();
            int states = 2 + random.nextInt(2);
            int symbols = 2 + random.nextInt(2);
            double[] initial = shares(states, random);
            Explicit explicit = Explicit.random(states, symbols, 5, random);
            LatentStateBounds.Question asked = question(1 + random.nextInt(3), states, symbols, random);
            double[] truth = explicit.truth(initial, asked);
            if (!(truth[1] > 0)) continue;
            kept++;
            LatentStateBounds.Result found = FREE.bound(explicit.model(initial, symbols), asked);
            assertThat(found.likelihood()).isCloseTo(truth[1], within(1e-12));
            assertThat(truth[0]).isBetween(found.lower() - 1e-7, found.upper() + 1e-7);
        }
        assertThat(kept).isGreaterThan(25);
    }

    /** The couplings that satisfy an assumption lie within the bounds that make it, and those within the free ones. */
    @Test
    void assumptionsNarrowTheBoundsAroundTheirCouplings() {
        int narrower = 0;
        for (int i = 0; i < 30; i++) {
            RandomGenerator random = Seed.of(2).split(i).random();
            int states = 2 + random.nextInt(2);
            HiddenMarkov model = random(states, 2, random);
            List<Double> worth = new ArrayList<>(Collections.nCopies(states, 0.0));
            worth.set(random.nextInt(states), 1.0);
            LatentStateBounds.Question asked = new LatentStateBounds.Question(
                    List.of(random.nextInt(2), random.nextInt(2)), List.of(0, 0), List.of(1, 1), 1, worth);
            LatentStateBounds.Result free = FREE.bound(model, asked);
            LatentStateBounds.Result stable = FREE.stable(true).bound(model, asked);
            LatentStateBounds.Result monotone = FREE.monotone(true).bound(model, asked);
            for (Coupling coupling : Coupling.values()) inside(free, LatentStateBounds.mean(model, asked, coupling));
            inside(stable, LatentStateBounds.mean(model, asked, Coupling.GUMBEL_MAX));
            inside(monotone, LatentStateBounds.mean(model, asked, Coupling.INVERSE_CDF));
            for (LatentStateBounds.Result assumed : List.of(stable, monotone)) {
                inside(free, assumed.lower());
                inside(free, assumed.upper());
                if (assumed.upper() - assumed.lower() < free.upper() - free.lower() - 1e-6) narrower++;
            }
        }
        assertThat(narrower).isGreaterThan(20);
    }

    private static void inside(LatentStateBounds.Result bounds, double value) {
        assertThat(value).isBetween(bounds.lower() - 1e-7, bounds.upper() + 1e-7);
    }

    private static HiddenMarkov random(int states, int symbols, RandomGenerator random) {
        double[][][] emission = new double[2][states][];
        double[][][][] transition = new double[2][symbols][states][];
        for (int x = 0; x < 2; x++) {
            for (int h = 0; h < states; h++) {
                emission[x][h] = shares(symbols, random);
                for (int o = 0; o < symbols; o++) transition[x][o][h] = shares(states, random);
            }
        }
        return HiddenMarkov.of(shares(states, random), emission, transition);
    }

    /** One step from a known state to a state that shows: the probability of necessity of Tian and Pearl (2000). */
    @Test
    void oneStepIsTheProbabilityOfNecessity() {
        for (double[] risks : new double[][] {{0.3, 0.8}, {0.6, 0.9}, {0.5, 0.4}}) {
            double control = risks[0];
            double treated = risks[1];
            HiddenMarkov model = HiddenMarkov.of(
                    new double[] {1, 0}, new double[][][] {{{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}}, new double[][][] {
                        {{1 - control, control}, {0, 1}}, {{1 - treated, treated}, {0, 1}}
                    });
            LatentStateBounds.Question asked =
                    new LatentStateBounds.Question(List.of(0, 1), List.of(1, 1), List.of(0, 1), 1, List.of(1.0, 0.0));
            LatentStateBounds.Result found = FREE.bound(model, asked);
            assertThat(found.lower()).isCloseTo(Math.max(0, (treated - control) / treated), within(1e-7));
            assertThat(found.upper()).isCloseTo(Math.min(1, (1 - control) / treated), within(1e-7));
            LatentStateBounds.Result monotone = FREE.monotone(true).bound(model, asked);
            assertThat(monotone.lower()).isCloseTo(Math.max(0, 1 - control / treated), within(1e-7));
            assertThat(monotone.upper()).isCloseTo(Math.max(0, 1 - control / treated), within(1e-7));
            assertThat(found.text()).contains("2 worlds");
        }
    }

    /**
     * Two steps from a known state, two states: the best explicit model, a joint programme over the 16 response
     * functions of the second step for either extreme coupling of the first. It lies within the bounds, and mostly at
     * them.
     */
    @Test
    void boundsAreReachedByExplicitModelsOfTwoSteps() {
        int reached = 0;
        int cases = 40;
        for (int i = 0; i < cases; i++) {
            RandomGenerator random = Seed.of(3).split(i).random();
            double[] initial = {1, 0};
            double[][][] moves = new double[2][2][];
            for (double[][] rows : moves) for (int h = 0; h < 2; h++) rows[h] = shares(2, random);
            double[][] shown = {shares(2, random), shares(2, random)};
            HiddenMarkov model = HiddenMarkov.of(initial, new double[][][] {shown, shown}, moves);
            int first = random.nextInt(2);
            int second = random.nextInt(2);
            int third = random.nextInt(2);
            LatentStateBounds.Question asked = new LatentStateBounds.Question(
                    List.of(first, second, third), List.of(0, 0, 0), List.of(1, 1, 1), 2, List.of(0.0, 1.0));
            LatentStateBounds.Result found = FREE.bound(model, asked);
            double best = 0;
            double p = moves[0][0][1];
            double q = moves[1][0][1];
            for (double both : new double[] {Math.max(0, p + q - 1), Math.min(p, q)}) {
                double[][] pairs = {{1 - p - q + both, q - both}, {p - both, both}};
                best = Math.max(best, secondStep(pairs, moves, shown, second, third) * shown[0][first]);
            }
            best /= found.likelihood();
            assertThat(best).isLessThan(found.upper() + 1e-7);
            if (best > found.upper() - 1e-6) reached++;
        }
        assertThat(reached).isGreaterThan(cases / 2);
    }

    private static double secondStep(double[][] pairs, double[][][] moves, double[][] shown, int second, int third) {
        ExpressionsBasedModel program = new ExpressionsBasedModel();
        Expression total = program.addExpression("total").level(1);
        Expression[] rows = new Expression[4];
        for (int r = 0; r < 4; r++) rows[r] = program.addExpression("row" + r).level(moves[r / 2][r % 2][1]);
        for (int function = 0; function < 16; function++) {
            double worth = 0;
            for (int h = 0; h < 2; h++)
                for (int g = 0; g < 2; g++)
                    worth += pairs[h][g]
                            * shown[h][second]
                            * shown[function >> h & 1][third]
                            * (function >> (2 + g) & 1);
            var share = program.addVariable("function" + function).lower(0).weight(worth);
            total.set(share, 1);
            for (int r = 0; r < 4; r++) if ((function >> r & 1) == 1) rows[r].set(share, 1);
        }
        return program.maximise().getValue();
    }

    @Test
    void theSameActionsGiveWhatWas() {
        RandomGenerator random = Seed.of(4).random();
        HiddenMarkov model = random(3, 2, random);
        LatentStateBounds.Question asked = new LatentStateBounds.Question(
                List.of(0, 1, 1), List.of(0, 1, 0), List.of(0, 1, 0), 2, List.of(1.0, 0.0, 0.0));
        LatentStateBounds.Result found = FREE.bound(model, asked);
        assertThat(found.upper()).isCloseTo(found.lower(), within(1e-9));
        assertThat(found.programmes()).isPositive();
        // longer series do not lose the answer in small numbers
        LatentStateBounds.Question longer = new LatentStateBounds.Question(
                Collections.nCopies(60, 1),
                Collections.nCopies(60, 0),
                Collections.nCopies(60, 1),
                30,
                List.of(1.0, 1.0, 1.0));
        LatentStateBounds.Result all = FREE.bound(model, longer);
        assertThat(all.lower()).isCloseTo(1, within(1e-5));
        assertThat(all.upper()).isCloseTo(1, within(1e-5));
    }

    @Test
    void mistakesAreNamed() {
        HiddenMarkov model = random(2, 2, Seed.of(5).random());
        assertThatThrownBy(() -> FREE.bound(
                        model,
                        new LatentStateBounds.Question(List.of(2), List.of(0), List.of(1), 1, List.of(1.0, 0.0))))
                .hasMessageContaining("no symbol 2");
        assertThatThrownBy(() -> new LatentStateBounds.Question(List.of(0), List.of(0), List.of(1), 2, List.of(1.0)))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> HiddenMarkov.of(
                        new double[] {0.5, 0.6}, new double[][][] {{{1}, {1}}}, new double[][][] {{{1, 0}, {0, 1}}}))
                .hasMessageContaining("1.1");
    }
}
