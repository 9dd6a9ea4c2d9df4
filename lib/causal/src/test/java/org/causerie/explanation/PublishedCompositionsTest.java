// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.explanation.CompositionalEffect.Link;
import org.causerie.explanation.CompositionalEffect.Measure;
import org.causerie.explanation.CompositionalEffect.Result;
import org.causerie.model.Noise;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks of Maasch, Hüyük, Xu, Nori and Gonzalez (ICML 2025): models, true values and commutative cut trees as printed in
 * the notebooks that come with the paper (github.com/jmaasch/compositional_causal_reasoning).
 */
class PublishedCompositionsTest {
    private static final Seed SEED = Seed.of(1);

    static Stream<Arguments> tasks() {
        return Stream.of(
                Arguments.of(
                        "CandyParty, error_test_candy_party, cells 12 and 20",
                        "Janiah .5; Karli .4 or Janiah; Lakeisha .8 and Janiah Karli; Golden .5 or Lakeisha;"
                                + " Shelbie .5 or Lakeisha Golden",
                        List.of("Janiah", "Lakeisha", "Shelbie"),
                        List.of(0.8056, 0.2082, 0.2532)),
                Arguments.of(
                        "FluVaccine, error_test_flu_vaccine, cells 12 and 20",
                        "Cayla .5; Paralee .4 or Cayla; Ima .8 or Paralee; Lavonda .5 and Cayla Ima;"
                                + " Annette .5 and Lavonda; Shalonda .7 or Lavonda Annette",
                        List.of("Cayla", "Lavonda", "Shalonda"),
                        List.of(0.4984, 0.1452, 0.294)),
                Arguments.of(
                        "ClinicalNotes, demo_clinical_notes, context 0, cells 5, 6 and 11",
                        "pain .4; RJS8 .6 or pain; TTW1 .4 or pain RJS8; OT3C .7 or TTW1; OVYI .6 or TTW1 OT3C;"
                                + " PF2V .7 or OVYI; surgery .8 and OVYI PF2V",
                        List.of("pain", "TTW1", "OVYI", "surgery"),
                        List.of(0.2332, 0.0298, 0.0252, 0.1236, 0.0982, 0.7946)));
    }

    /** The printed values are frequencies in 5000 cases; PNS and ATE are the same in models of "and" and "or". */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tasks")
    void trueValues(String task, String equations, List<String> points, List<Double> printed) {
        Scm model = model(equations);
        for (Measure measure : Measure.values()) {
            Result found = CompositionalEffect.withDefaults()
                    .measure(measure)
                    .explain(model, points.get(0), points.get(points.size() - 1), SEED);
            assertThat(found.points()).isEqualTo(points);
            assertThat(found.composes()).isTrue();
            assertThat(found.consistencyError()).isLessThan(1e-12);
            Map<Link, Double> values = values(points, printed);
            assertThat(found.effects().keySet()).isEqualTo(values.keySet());
            values.forEach((link, frequency) -> {
                double exact = found.effects().get(link).value();
                assertThat(frequency)
                        .as("%s of %s", measure, link)
                        .isCloseTo(exact, within(3 * Math.sqrt(exact * (1 - exact) / 5000)));
            });
        }
    }

    /** Each variable has a coin of its own, and reads its parents with "and" or "or". */
    private static Scm model(String equations) {
        ScmBuilder builder = Scm.builder();
        for (String equation : equations.split("; *", -1)) {
            List<String> words = List.of(equation.split(" ", -1));
            double coin = Double.parseDouble(words.get(1));
            if (words.size() == 2) {
                builder.binary(words.get(0), coin);
                continue;
            }
            List<String> parents = words.subList(3, words.size());
            boolean or = words.get(2).equals("or");
            builder.binary(words.get(0), parents, row -> {
                double happy = parents.stream().mapToDouble(row::get).sum();
                if (or) return happy > 0 ? 1 : coin;
                return happy == parents.size() ? coin : 0;
            });
        }
        return builder.build();
    }

    /** The values of all links, the first point's first. */
    private static Map<Link, Double> values(List<String> points, List<Double> values) {
        Map<Link, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < points.size(); i++)
            for (int j = i + 1; j < points.size(); j++)
                map.put(new Link(points.get(i), points.get(j)), values.get(map.size()));
        return map;
    }

    /** complexity_analysis, cells 4 and 5: nodes, edges and root-to-leaf paths of commutative cut trees. */
    @ParameterizedTest(name = "{0} points")
    @CsvSource({"3, 3, 2", "4, 6, 4", "5, 10, 8", "6, 15, 16", "7, 21, 32", "8, 28, 64", "9, 36, 128", "10, 45, 256"})
    void commutativeCutTrees(int nodes, int edges, int paths) {
        Result found = chain(nodes);
        assertThat(found.effects()).hasSize(edges);
        Map<Link, Double> answers = new LinkedHashMap<>();
        found.effects().forEach((link, effect) -> answers.put(link, effect.value()));
        // all paths but the single edge from root to leaf are compositions
        assertThat(found.judge(answers, 1e-9).internalErrors()).hasSize(paths - 1);
    }

    private static Result chain(int nodes) {
        ScmBuilder builder = Scm.builder().root("P0", Noise.gaussian(1));
        for (int i = 1; i < nodes; i++) builder.linear("P" + i, Map.of("P" + (i - 1), 0.9), Noise.gaussian(1));
        return CompositionalEffect.withDefaults().explain(builder.build(), "P0", "P" + (nodes - 1), SEED);
    }

    /**
     * Estimates of PNS for X to C, D, Y, for C to D, Y and for D to Y; then how far the compositions along X, C, D, Y,
     * along X, C, Y and along X, D, Y are from the estimate for X to Y, relative to it.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "demo_flu_vaccine, cells 11 and 12, context 0 | 0.1575 0.023 0.0065 0.132 0.0445 0.3055"
                        + "| 0.022870000000000022 0.07826923076923072 0.08100000000000002",
                "demo_flu_vaccine, cells 11 and 12, context 1 | 0.355 0.2195 0.0645 0.612 0.1675 0.2865"
                        + "| 0.03496139534883745 0.07810077519379845 0.025011627906976905",
                "demo_flu_vaccine, cells 11 and 12, context 2 | 0.275 0.16 0.076 0.565 0.275 0.476"
                        + "| 0.02686184210526318 0.004934210526315611 0.002105263157894651",
                "demo_clinical_notes, cells 11 and 12, context 0 | 0.2332 0.0298 0.0252 0.1236 0.0982 0.7946"
                        + "| 0.09114408761904773 0.09126031746031751 0.06035396825396833",
                "demo_clinical_notes, cells 11 and 12, context 1 | 0.0546 0.008 0.0038 0.1494 0.0684 0.496"
                        + "| 0.06473448421052641 0.017199999999999882 0.04421052631578952"
            })
    void internalConsistency(String printed, String estimates, String errors) {
        Map<Link, Double> answers = values(List.of("P0", "P1", "P2", "P3"), numbers(estimates));
        Map<List<String>, Double> found = chain(4).judge(answers, 0.1).internalErrors();
        double whole = answers.get(new Link("P0", "P3"));
        List<Double> relative = numbers(errors);
        assertThat(found.get(List.of("P0", "P1", "P2", "P3")) / whole).isCloseTo(relative.get(0), within(1e-12));
        assertThat(found.get(List.of("P0", "P1", "P3")) / whole).isCloseTo(relative.get(1), within(1e-12));
        assertThat(found.get(List.of("P0", "P2", "P3")) / whole).isCloseTo(relative.get(2), within(1e-12));
    }

    private static List<Double> numbers(String text) {
        return Stream.of(text.trim().split(" +", -1)).map(Double::valueOf).toList();
    }
}
