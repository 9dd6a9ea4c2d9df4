// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.explanation.CompositionJudgement.Kind;
import org.causerie.explanation.CompositionalEffect.Link;
import org.causerie.explanation.CompositionalEffect.Measure;
import org.causerie.explanation.CompositionalEffect.Result;
import org.causerie.model.Intervention;
import org.causerie.model.Noise;
import org.causerie.model.RandomModels;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.junit.jupiter.api.Test;

/** Products along cut points against the effects themselves. */
class CompositionalEffectTest {
    private static final CompositionalEffect ATE = CompositionalEffect.withDefaults();
    private static final CompositionalEffect PNS = ATE.measure(Measure.PNS);
    private static final Seed SEED = Seed.of(1);

    /** X -> {A, B} -> C -> {D} -> Y with C -> Y: the one point that every path passes is C. */
    private static final Map<String, List<String>> PARENTS = parents();

    private static Map<String, List<String>> parents() {
        Map<String, List<String>> parents = new LinkedHashMap<>();
        parents.put("X", List.of());
        parents.put("A", List.of("X"));
        parents.put("B", List.of("X", "A"));
        parents.put("C", List.of("A", "B"));
        parents.put("D", List.of("C"));
        parents.put("Y", List.of("C", "D"));
        return parents;
    }

    private static Scm linear(RandomGenerator random) {
        ScmBuilder builder = Scm.builder();
        PARENTS.forEach((name, read) -> {
            Map<String, Double> slopes = new LinkedHashMap<>();
            for (String parent : read) slopes.put(parent, 2 * random.nextDouble() - 1);
            builder.linear(name, slopes, Noise.laplace(1));
        });
        return builder.build();
    }

    /** Binary tables; where monotone, each parent raises the chance. */
    private static Scm binary(RandomGenerator random, boolean monotone) {
        ScmBuilder builder = Scm.builder();
        PARENTS.forEach((name, read) -> {
            double[] chances = random.doubles(1 << read.size(), 0.05, 0.95).toArray();
            if (monotone) Arrays.sort(chances);
            builder.binary(name, read, row -> {
                int cell = 0;
                for (String parent : read) cell = 2 * cell + (int) row.get(parent);
                return chances[cell];
            });
        });
        return builder.build();
    }

    @Test
    void linearEffectsCompose() {
        for (int i = 0; i < 20; i++) {
            Scm model = linear(SEED.split(i).random());
            Result found = ATE.explain(model, "X", "Y", SEED);
            assertThat(found.points()).containsExactly("X", "C", "Y");
            assertThat(found.blocks()).containsExactly(Set.of("X", "A", "B", "C"), Set.of("C", "D", "Y"));
            assertThat(found.direct()).isCloseTo(model.linear().total("X", "Y"), within(1e-12));
            assertThat(found.consistencyError()).isLessThan(1e-12);
            assertThat(found.composes()).isTrue();
        }
    }

    @Test
    void binaryEffectsCompose() {
        for (int i = 0; i < 10; i++) {
            Scm model = binary(SEED.split(i).random(), false);
            Result found = ATE.explain(model, "X", "Y", SEED);
            double truth = model.intervene(Intervention.set("X", 1)).expectation("Y")
                    - model.intervene(Intervention.set("X", 0)).expectation("Y");
            assertThat(found.direct()).isCloseTo(truth, within(1e-12));
            assertThat(found.consistencyError()).isLessThan(1e-12);
            assertThat(found.composes()).isTrue();
        }
    }

    /** PNS from every noise; it composes where nobody responds against the direction, and not otherwise. */
    @Test
    void necessityAndSufficiencyComposeUnderMonotonicity() {
        double worst = 0;
        for (int i = 0; i < 10; i++) {
            Scm monotone = binary(SEED.split(i).random(), true);
            Result found = PNS.explain(monotone, "X", "Y", SEED);
            assertThat(found.composes()).isTrue();
            assertThat(found.consistencyError()).isLessThan(1e-12);
            assertThat(found.direct()).isCloseTo(pns(monotone, "X", "Y"), within(1e-12));
            Scm other = binary(SEED.split(i).random(), false);
            Result loose = PNS.explain(other, "X", "Y", SEED);
            assertThat(loose.direct()).isCloseTo(pns(other, "X", "Y"), within(1e-12));
            assertThat(loose.effects().get(new Link("C", "Y")).value()).isCloseTo(pns(other, "C", "Y"), within(1e-12));
            if (!loose.composes()) worst = Math.max(worst, loose.consistencyError());
            else assertThat(loose.consistencyError()).isLessThan(1e-12);
        }
        assertThat(worst).isGreaterThan(0.01);
    }

    private static double pns(Scm model, String cause, String effect) {
        List<Double> probabilities = new ArrayList<>();
        double[][] noise = RandomModels.noiseGrid(model, probabilities);
        int y = model.graph().index(effect);
        double[] one = model.intervene(Intervention.set(cause, 1)).solve(noise)[y];
        double[] zero = model.intervene(Intervention.set(cause, 0)).solve(noise)[y];
        double sum = 0;
        for (int cell = 0; cell < one.length; cell++)
            if (one[cell] == 1 && zero[cell] == 0) sum += probabilities.get(cell);
        return sum;
    }

    /** A common cause of the point and the effect, with an interaction: the product is wrong, and is said to be. */
    @Test
    void aConfoundedPointDoesNotCompose() {
        Scm model = Scm.builder()
                .binary("U", 0.5)
                .binary("X", 0.5)
                .binary("C", List.of("X", "U"), row -> row.get("U") == 1 ? 0.1 + 0.8 * row.get("X") : 0.1)
                .binary("Y", List.of("C", "U"), row -> row.get("U") == 1 ? 0.1 + 0.8 * row.get("C") : 0.1)
                .build();
        Result found = ATE.explain(model, "X", "Y", SEED);
        // E = half of 0.8 * 0.8; the product of 0.4 and 0.4
        assertThat(found.direct()).isCloseTo(0.32, within(1e-12));
        assertThat(found.composed()).isCloseTo(0.16, within(1e-12));
        assertThat(found.consistencyError()).isCloseTo(0.16, within(1e-12));
        assertThat(found.composes()).isFalse();
        assertThat(found.text()).contains("need not be");
        Scm linear = Scm.builder()
                .root("U", Noise.gaussian(1))
                .root("X", Noise.gaussian(1))
                .linear("C", Map.of("X", 2.0, "U", 1.0), Noise.gaussian(1))
                .linear("Y", Map.of("C", 3.0, "U", 1.0), Noise.gaussian(1))
                .build();
        assertThat(ATE.explain(linear, "X", "Y", SEED).composed()).isCloseTo(6, within(1e-12));
    }

    /** A chain of three steps has four compositions; the kinds of reasoners by their answers. */
    @Test
    void answersAreJudged() {
        Scm chain = Scm.builder()
                .root("X", Noise.gaussian(1))
                .linear("A", Map.of("X", 2.0), Noise.gaussian(1))
                .linear("B", Map.of("A", 3.0), Noise.gaussian(1))
                .linear("Y", Map.of("B", 0.5), Noise.gaussian(1))
                .build();
        Result truth = ATE.explain(chain, "X", "Y", SEED);
        assertThat(truth.points()).containsExactly("X", "A", "B", "Y");
        Map<Link, Double> right = new LinkedHashMap<>();
        truth.effects().forEach((link, effect) -> right.put(link, effect.value()));
        CompositionJudgement all = truth.judge(right, 1e-9);
        assertThat(all.kind()).isEqualTo(Kind.VALID_CONSISTENT);
        assertThat(all.internalErrors()).hasSize(3);
        Map<Link, Double> agreed = new LinkedHashMap<>(right);
        agreed.put(new Link("X", "A"), 4.0);
        agreed.put(new Link("X", "B"), 12.0);
        agreed.put(new Link("X", "Y"), 6.0);
        assertThat(truth.judge(agreed, 1e-9).kind()).isEqualTo(Kind.INVALID_CONSISTENT);
        Map<Link, Double> wrong = new LinkedHashMap<>(right);
        wrong.put(new Link("X", "B"), 7.0);
        CompositionJudgement judged = truth.judge(wrong, 0.01);
        assertThat(judged.kind()).isEqualTo(Kind.INVALID_INCONSISTENT);
        assertThat(judged.answerErrors().get(new Link("X", "B"))).isCloseTo(1, within(1e-12));
        assertThat(judged.externalErrors().get(List.of("X", "B", "Y"))).isCloseTo(0.5, within(1e-12));
        assertThat(judged.text()).contains("composed along X -> B -> Y");
        Map<Link, Double> rough = new LinkedHashMap<>(right);
        rough.put(new Link("X", "A"), 2.03);
        rough.put(new Link("X", "Y"), 2.93);
        assertThat(truth.judge(rough, 0.1).kind()).isEqualTo(Kind.VALID_INCONSISTENT);
        assertThatThrownBy(() -> truth.judge(Map.of(new Link("X", "A"), 1.0), 0.1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no answer");
    }

    @Test
    void mistakesAreNamed() {
        Scm model = linear(SEED.random());
        assertThatThrownBy(() -> ATE.explain(model, "Y", "X", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("No directed path");
        assertThatThrownBy(() -> PNS.explain(model, "X", "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("binary");
    }
}
