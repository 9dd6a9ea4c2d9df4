// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** Several worlds at once against adding up every noise, response function by response function, and closed forms. */
class ParallelWorldsTest {
    private static final double EXACT = 1e-12;

    /** The level of an outcome for every combination of noises; a value from another world is held, level by level. */
    private static double[] levels(Scm model, double[][] noise, PotentialOutcome outcome) {
        List<double[]> imagined = new ArrayList<>();
        for (PotentialOutcome other : outcome.imagined()) imagined.add(levels(model, noise, other));
        double[] found = new double[noise[0].length];
        collect(model, noise, outcome, imagined, 0, new ArrayList<>(outcome.interventions()), new ArrayList<>(), found);
        return found;
    }

    private static void collect(
            Scm model,
            double[][] noise,
            PotentialOutcome outcome,
            List<double[]> imagined,
            int depth,
            List<Intervention> held,
            List<Double> chosen,
            double[] found) {
        if (depth < imagined.size()) {
            String name = outcome.imagined().get(depth).variable();
            List<String> all = model.variable(name).levels();
            for (int level = 0; level < all.size(); level++) {
                held.add(Intervention.set(name, all.get(level)));
                chosen.add((double) level);
                collect(model, noise, outcome, imagined, depth + 1, held, chosen, found);
                held.remove(held.size() - 1);
                chosen.remove(chosen.size() - 1);
            }
            return;
        }
        double[][] solved = model.intervene(held.toArray(Intervention[]::new)).solve(noise);
        for (int cell = 0; cell < found.length; cell++) {
            boolean here = true;
            for (int k = 0; k < imagined.size(); k++) here &= imagined.get(k)[cell] == chosen.get(k);
            if (here) found[cell] = solved[model.graph().index(outcome.variable())][cell];
        }
    }

    private static PotentialOutcome random(Scm model, RandomGenerator random, int depth) {
        List<String> names = model.variables();
        String variable = names.get(random.nextInt(names.size()));
        List<Intervention> changes = new ArrayList<>();
        List<PotentialOutcome> imagined = new ArrayList<>();
        for (String name : names) {
            if (random.nextDouble() < 0.3)
                changes.add(Intervention.set(name, model.variable(name).levels().get(random.nextInt(2))));
            else if (depth > 0 && random.nextDouble() < 0.3) {
                PotentialOutcome other = random(model, random, depth - 1);
                imagined.add(new PotentialOutcome(name, other.interventions(), other.imagined()));
            }
        }
        if (depth > 0)
            imagined.removeIf(other ->
                    other.imagined().stream().anyMatch(inner -> inner.variable().equals(other.variable())));
        return new PotentialOutcome(variable, changes, imagined);
    }

    @Test
    void theJointOverWorldsEqualsTheSumOverNoises() {
        for (int i = 0; i < 40; i++) {
            Scm model = RandomModels.levels(4, 3, Seed.of(1).split(i));
            RandomGenerator random = Seed.of(2).split(i).random();
            List<PotentialOutcome> outcomes = new ArrayList<>();
            while (outcomes.size() < 3) {
                PotentialOutcome next = random(model, random, 2);
                if (!outcomes.contains(next)) outcomes.add(next);
            }
            List<Double> probabilities = new ArrayList<>();
            double[][] noise = RandomModels.noiseGrid(model, probabilities);
            double[][] found = outcomes.stream()
                    .map(outcome -> levels(model, noise, outcome))
                    .toArray(double[][]::new);
            ProbabilityTable table = model.jointOverWorlds(outcomes);
            Map<List<Integer>, Double> sums = new LinkedHashMap<>();
            for (int cell = 0; cell < probabilities.size(); cell++)
                sums.merge(
                        List.of((int) found[0][cell], (int) found[1][cell], (int) found[2][cell]),
                        probabilities.get(cell),
                        Double::sum);
            List<Variable> variables = table.variables();
            double seen = 0;
            for (Map.Entry<List<Integer>, Double> sum : sums.entrySet()) {
                Map<String, String> event = new LinkedHashMap<>();
                for (int k = 0; k < 3; k++)
                    event.put(
                            variables.get(k).name(),
                            variables.get(k).levels().get(sum.getKey().get(k)));
                assertThat(table.probability(event)).as("%s %s", model, event).isCloseTo(sum.getValue(), within(EXACT));
                seen += sum.getValue();
            }
            assertThat(seen).isCloseTo(1, within(EXACT));
            assertThat(table.cells().stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(1, within(EXACT));
        }
    }

    private static final double[] M = {0.3, 0.8};
    private static final double[][] Y = {{0.1, 0.5}, {0.6, 0.9}}; // by x, m

    private static Scm mediated(double x1) {
        return Scm.builder()
                .binary("X", x1)
                .binary("M", List.of("X"), row -> M[(int) row.get("X")])
                .binary("Y", List.of("X", "M"), row -> Y[(int) row.get("X")][(int) row.get("M")])
                .build();
    }

    /** P(Y = 1, Y[X = 1] = 1, Y[X = 1, M[X = 0]] = 0) by all 2 x 4 x 16 response functions. */
    @Test
    void independentRowsEqualTheSumOverResponseFunctions() {
        double sum = 0;
        for (int x = 0; x < 2; x++) {
            for (int m = 0; m < 4; m++) {
                for (int y = 0; y < 16; y++) {
                    double probability = x == 1 ? 0.4 : 0.6;
                    for (int a = 0; a < 2; a++) probability *= (m >> a & 1) == 1 ? M[a] : 1 - M[a];
                    for (int a = 0; a < 2; a++)
                        for (int b = 0; b < 2; b++) probability *= (y >> (2 * a + b) & 1) == 1 ? Y[a][b] : 1 - Y[a][b];
                    int actual = y >> (2 * x + (m >> x & 1)) & 1;
                    int treated = y >> (2 + (m >> 1 & 1)) & 1;
                    int nested = y >> (2 + (m & 1)) & 1;
                    if (actual == 1 && treated == 1 && nested == 0) sum += probability;
                }
            }
        }
        PotentialOutcome treated = PotentialOutcome.of("Y", Intervention.set("X", 1));
        PotentialOutcome nested = treated.with(PotentialOutcome.of("M", Intervention.set("X", 0)));
        ProbabilityTable joint = Abduction.withDefaults()
                .coupling(Coupling.INDEPENDENT_ROWS)
                .predict(mediated(0.4), Map.of(), List.of(PotentialOutcome.of("Y"), treated, nested))
                .joint()
                .orElseThrow();
        assertThat(joint.probability(Map.of("Y", 1, treated.text(), 1, nested.text(), 0)))
                .isCloseTo(sum, within(EXACT));
    }

    /** Pearl (2001): the mediation formula, which holds whatever ties the levels of one table together. */
    @Test
    void naturalEffectsEqualTheMediationFormula() {
        PotentialOutcome untreated = PotentialOutcome.of("Y", Intervention.set("X", 0));
        PotentialOutcome treated = PotentialOutcome.of("Y", Intervention.set("X", 1));
        PotentialOutcome direct = treated.with(PotentialOutcome.of("M", Intervention.set("X", 0)));
        PotentialOutcome indirect = untreated.with(PotentialOutcome.of("M", Intervention.set("X", 1)));
        double nde = (1 - M[0]) * (Y[1][0] - Y[0][0]) + M[0] * (Y[1][1] - Y[0][1]);
        double nie = (M[1] - M[0]) * (Y[0][1] - Y[0][0]);
        for (Coupling coupling : Coupling.values()) {
            PotentialOutcomes found = Abduction.withDefaults()
                    .coupling(coupling)
                    .predict(mediated(0.4), Map.of(), List.of(untreated, treated, direct));
            assertThat(found.difference(direct, untreated)).isCloseTo(nde, within(EXACT));
            assertThat(Abduction.withDefaults()
                            .coupling(coupling)
                            .predict(mediated(0.4), Map.of(), List.of(untreated, indirect))
                            .difference(indirect, untreated))
                    .isCloseTo(nie, within(EXACT));
        }
    }

    /** In a linear model the natural direct and indirect effects are sums of products along paths. */
    @Test
    void naturalEffectsOfLinearModelsAreSumsOverPaths() {
        Scm model = Scm.builder()
                .root("X", Noise.gaussian(1))
                .linear("M", Map.of("X", 0.7), Noise.gaussian(1))
                .linear("N", Map.of("X", -0.4, "M", 0.5), Noise.laplace(1))
                .linear("Y", Map.of("X", 0.3, "M", 1.1, "N", 0.9), Noise.gaussian(1))
                .build();
        Intervention off = Intervention.set("X", 0);
        PotentialOutcome untreated = PotentialOutcome.of("Y", off);
        PotentialOutcome treated = PotentialOutcome.of("Y", Intervention.set("X", 1));
        PotentialOutcome direct = treated.with(PotentialOutcome.of("M", off)).with(PotentialOutcome.of("N", off));
        PotentialOutcome throughN = untreated
                .with(PotentialOutcome.of("M", off))
                .with(PotentialOutcome.of("N", Intervention.set("X", 1)).with(PotentialOutcome.of("M", off)));
        PotentialOutcomes found = model.worlds(Map.of(), untreated, treated, direct, throughN);
        assertThat(found.difference(direct, untreated)).isCloseTo(0.3, within(1e-9));
        assertThat(found.difference(throughN, untreated)).isCloseTo(-0.4 * 0.9, within(1e-9));
        assertThat(found.difference(treated, untreated))
                .isCloseTo(0.3 + 0.7 * 1.1 + 0.7 * 0.5 * 0.9 - 0.4 * 0.9, within(1e-9));
    }

    /** A complete case of an invertible model: one number for each world, by the equations. */
    @Test
    void nestedCounterfactualsOfACompleteCase() {
        Scm model = Scm.builder()
                .root("X", Noise.gaussian(1))
                .add(
                        "M",
                        Equation.of(List.of("X"), (row, u) -> row.get("X") * Math.exp(u), Noise.gaussian(1))
                                .invertedBy((row, value) -> Math.log(value / row.get("X"))))
                .additive("Y", List.of("X", "M"), row -> row.get("X") * row.get("M"), Noise.gaussian(1))
                .build();
        // x = 2, u_m = log 1.5, u_y = 1
        PotentialOutcome nested = PotentialOutcome.of("Y", Intervention.set("X", 5))
                .with(PotentialOutcome.of("M", Intervention.shift("X", 1)));
        PotentialOutcomes found = model.worlds(Map.of("X", 2, "M", 3, "Y", 7), nested, PotentialOutcome.of("Y"));
        assertThat(found.method()).isEqualTo(Counterfactual.Method.POINT);
        assertThat(found.mean(nested)).isCloseTo(5 * (3 * 1.5) + 1, within(1e-12));
        assertThat(found.mean(PotentialOutcome.of("Y"))).isEqualTo(7);
        assertThat(found.text()).contains("Y[X = 5, M[X = X + 1]]: 23.5");
    }

    @Test
    void oneWorldIsTheCounterfactual() {
        for (Coupling coupling : Coupling.values()) {
            Abduction abduction = Abduction.withDefaults().coupling(coupling);
            for (int i = 0; i < 10; i++) {
                Scm model = RandomModels.levels(4, 3, Seed.of(3).split(i));
                Map<String, String> evidence = Map.of("V1", "mid", "V3", "low");
                Intervention change = Intervention.set("V0", "mid");
                PotentialOutcome asked = PotentialOutcome.of("V3", change);
                Counterfactual one = abduction.predict(model, evidence, change);
                PotentialOutcomes found = abduction.predict(model, evidence, List.of(asked));
                for (String level : model.variable("V3").levels())
                    assertThat(found.probability(asked, level)).isCloseTo(one.probability("V3", level), within(EXACT));
            }
        }
    }

    /** Among those with X = x, the outcome under X = x is the outcome (consistency); among others it is adjusted for. */
    @Test
    void consistencyAndTheEffectOnTheOthers() {
        Scm model = Scm.builder()
                .binary("Z", 0.3)
                .binary("X", List.of("Z"), row -> 0.2 + 0.6 * row.get("Z"))
                .binary("Y", List.of("X", "Z"), row -> 0.1 + 0.3 * row.get("X") + 0.5 * row.get("Z"))
                .build();
        PotentialOutcome treated = PotentialOutcome.of("Y", Intervention.set("X", 1));
        ProbabilityTable joint =
                model.jointOverWorlds(List.of(PotentialOutcome.of("X"), PotentialOutcome.of("Y"), treated));
        assertThat(joint.probability(Map.of("X", 1, "Y", 1, treated.text(), 0))).isCloseTo(0, within(EXACT));
        double z1 = 0.3 * 0.2 / (0.3 * 0.2 + 0.7 * 0.8); // P(Z = 1 | X = 0)
        assertThat(joint.probability(Map.of("X", 0, treated.text(), 1)) / joint.probability(Map.of("X", 0)))
                .isCloseTo(0.4 * (1 - z1) + 0.9 * z1, within(EXACT));
        // composition: M held at what it is anyway changes nothing
        PotentialOutcome composed = treated.with(PotentialOutcome.of("Z", Intervention.set("X", 1)));
        ProbabilityTable same = model.jointOverWorlds(List.of(treated, composed));
        assertThat(same.probability(Map.of(treated.text(), 0, composed.text(), 1)))
                .isZero();
    }

    @Test
    void mistakesAreNamed() {
        PotentialOutcome treated = PotentialOutcome.of("Y", Intervention.set("X", 1));
        assertThatThrownBy(() -> treated.with(PotentialOutcome.of("X"))).hasMessageContaining("X twice");
        assertThatThrownBy(() -> mediated(0.5).jointOverWorlds(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> mediated(0.5).jointOverWorlds(List.of(PotentialOutcome.of("Yy"))))
                .hasMessageContaining("did you mean Y");
        Scm numbers = Scm.builder().root("X", Noise.gaussian(1)).build();
        assertThatThrownBy(() -> numbers.jointOverWorlds(List.of(PotentialOutcome.of("X"))))
                .hasMessageContaining("has numbers");
        PotentialOutcomes found = mediated(0.5).worlds(Map.of(), treated);
        assertThatThrownBy(() -> found.mean(PotentialOutcome.of("Y"))).hasMessageContaining("Y[X = 1]");
    }
}
