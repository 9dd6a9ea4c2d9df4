// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.explanation.InterventionalConsistency.Distance;
import org.causerie.model.Cpt;
import org.causerie.model.Intervention;
import org.causerie.model.RandomModels;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.causerie.model.StochasticMatrix;
import org.causerie.model.Variable;
import org.junit.jupiter.api.Test;

/**
 * Fine models made from coarse ones by splitting levels, so that the abstraction back is exact by construction; then changed
 * by known amounts.
 */
class ModelNetworkTest {
    private static final InterventionalConsistency ALL =
            InterventionalConsistency.withDefaults().targets(4);

    /** The model in which a variable has two levels for each it had; the share of the first may depend on the causes. */
    private static Scm split(Scm model, String variable, ToDoubleFunction<List<String>> share) {
        ScmBuilder builder = Scm.builder();
        for (String name : model.variables()) {
            Cpt table = (Cpt) model.mechanism(name);
            List<String> levels = new ArrayList<>();
            for (String level : table.levels())
                levels.addAll(name.equals(variable) ? List.of(level + "1", level + "2") : List.of(level));
            Cpt finer =
                    Cpt.of(levels.toArray(String[]::new)).given(table.parents().toArray(String[]::new));
            int place = table.parents().indexOf(variable);
            for (Map.Entry<List<String>, List<Double>> row : table.rows().entrySet())
                for (String suffix : place < 0 ? List.of("") : List.of("1", "2")) {
                    List<String> key = new ArrayList<>(row.getKey());
                    if (place >= 0) key.set(place, key.get(place) + suffix);
                    List<Double> cells = new ArrayList<>();
                    for (double p : row.getValue())
                        if (name.equals(variable)) {
                            double first = share.applyAsDouble(key);
                            cells.add(p * first);
                            cells.add(p * (1 - first));
                        } else cells.add(p);
                    finer = finer.when(
                            key, cells.stream().mapToDouble(Double::doubleValue).toArray());
                }
            builder.add(name, finer);
        }
        return builder.build();
    }

    private static Scm split(Scm model, String variable, Seed seed) {
        RandomGenerator random = seed.random();
        Map<List<String>, Double> shares = new LinkedHashMap<>();
        return split(model, variable, key -> shares.computeIfAbsent(key, k -> 0.1 + 0.8 * random.nextDouble()));
    }

    /** Takes split levels together and leaves the other variables as they are. */
    private static CausalAbstraction together(Scm coarse, String... variables) {
        CausalAbstraction abstraction = CausalAbstraction.empty();
        for (String name : coarse.variables()) {
            Map<String, String> levels = new LinkedHashMap<>();
            for (String level : coarse.variable(name).levels())
                if (List.of(variables).contains(name)) {
                    levels.put(level + "1", level);
                    levels.put(level + "2", level);
                } else levels.put(level, level);
            abstraction = abstraction.with(name, name, levels);
        }
        return abstraction;
    }

    @Test
    void anAbstractionExactByConstructionHasNoError() {
        for (int i = 0; i < 4; i++) {
            Scm coarse = RandomModels.levels(4, 3, Seed.of(71).split(i));
            Scm fine = split(
                    split(coarse, "V1", Seed.of(72).split(i)), "V2", Seed.of(73).split(i));
            for (Distance distance : Distance.values()) {
                InterventionalConsistency.Result result =
                        ALL.distance(distance).check(fine, coarse, together(coarse, "V1", "V2"));
                assertThat(result.error()).isLessThan(1e-7);
                assertThat(result.rows().size()).isGreaterThan(50);
            }
        }
    }

    /** The effect of X on Y is larger by 0.1 in the coarse model, for one level of X. */
    @Test
    void aChangeOfTheCoarseModelIsTheError() {
        Scm right = Scm.builder()
                .add("X", Cpt.of("no", "yes").always(0.7, 0.3))
                .add("Y", Cpt.of("no", "yes").given("X").when("no", 0.8, 0.2).when("yes", 0.4, 0.6))
                .build();
        Scm wrong = right.intervene(Intervention.replace(
                "Y", Cpt.of("no", "yes").given("X").when("no", 0.8, 0.2).when("yes", 0.3, 0.7)));
        Scm fine = split(right, "X", Seed.of(74));
        InterventionalConsistency.Result result = ALL.check(fine, wrong, together(right, "X"));
        assertThat(result.error()).isCloseTo(0.1, within(1e-12));
        assertThat(result.observed()).isCloseTo(0.03, within(1e-12));
        assertThat(result.worst().coarse()).isEqualTo(Map.of("X", "yes"));
        for (InterventionalConsistency.Row row : result.rows()) {
            boolean seen = row.coarse().isEmpty();
            boolean affected =
                    "yes".equals(row.coarse().get("X")) && !row.coarse().containsKey("Y");
            if (row.coarse().containsKey("Y") || "no".equals(row.coarse().get("X")))
                assertThat(row.error()).isLessThan(1e-12);
            else assertThat(row.error()).isCloseTo(affected ? 0.1 : seen ? 0.03 : 0, within(1e-12));
        }
        double divergence = ALL.distance(Distance.JENSEN_SHANNON)
                .check(fine, wrong, together(right, "X"))
                .error();
        assertThat(divergence).isCloseTo(jensenShannon(0.6, 0.7), within(1e-12));
    }

    private static double jensenShannon(double p, double q) {
        double mean = (p + q) / 2;
        return Math.sqrt((entropy(mean) - (entropy(p) + entropy(q)) / 2));
    }

    private static double entropy(double p) {
        return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    /** Two causes are one group; a joint setting that the coarse level does not settle makes an error of half the spread. */
    @Test
    void levelsThatActDifferentlyCannotBeTakenTogether() {
        Scm fine = Scm.builder()
                .add("A", Cpt.bernoulli(0.5))
                .add("B", Cpt.bernoulli(0.5))
                .binary("Y", List.of("A", "B"), row -> 0.2 + 0.3 * row.get("A") + 0.2 * row.get("B"))
                .build();
        Map<List<String>, String> any = Map.of(
                List.of("0", "0"),
                "none",
                List.of("0", "1"),
                "some",
                List.of("1", "0"),
                "some",
                List.of("1", "1"),
                "some");
        CausalAbstraction abstraction =
                CausalAbstraction.empty().with("X", List.of("A", "B"), any).with("Z", "Y", List.of("0", "1"));
        double some = (0.4 + 0.5 + 0.7) / 3;
        Scm coarse = Scm.builder()
                .add("X", Cpt.of("none", "some").always(0.25, 0.75))
                .add("Z", Cpt.of("0", "1").given("X").when("none", 0.8, 0.2).when("some", 1 - some, some))
                .build();
        InterventionalConsistency.Result result = ALL.check(fine, coarse, abstraction);
        assertThat(result.observed()).isLessThan(1e-12);
        assertThat(result.error()).isCloseTo(0.7 - some, within(1e-12));
        assertThat(result.worst().fine()).isEqualTo(Map.of("A", "1", "B", "1"));
    }

    @Test
    void mapsComposeAndErrorsAddUpAtMost() {
        for (int i = 0; i < 8; i++) {
            Scm coarse = RandomModels.levels(3, 2, Seed.of(75).split(i));
            Scm otherCoarse = RandomModels.levels(3, 2, Seed.of(76).split(i));
            Scm middle = split(coarse, "V1", Seed.of(77).split(i));
            Scm fine = split(
                    split(otherCoarse, "V1", Seed.of(78).split(i)),
                    "V0",
                    Seed.of(79).split(i));
            CausalAbstraction first = CausalAbstraction.empty();
            for (CausalAbstraction.Part part : together(coarse, "V0").parts())
                first = part.coarse().equals("V1")
                        ? first.with("V1", "V1", middle.variable("V1").levels())
                        : first.with(part.coarse(), part.fine(), part.levels());
            CausalAbstraction second = together(coarse, "V1");
            CausalAbstraction both = first.then(second);
            StochasticMatrix state = StochasticMatrix.of(fine.table("V0", "V1", "V2"));
            assertThat(both.push(state, coarse).distance(second.push(first.push(state, middle), coarse)))
                    .isLessThan(1e-12);
            assertThat(first.then(second).parts())
                    .isEqualTo(together(coarse, "V0", "V1").parts());
            for (Distance distance : Distance.values()) {
                double one = ALL.distance(distance).check(fine, middle, first).error();
                double two =
                        ALL.distance(distance).check(middle, coarse, second).error();
                double whole = ALL.distance(distance).check(fine, coarse, both).error();
                assertThat(one).isGreaterThan(0.01);
                assertThat(whole).isLessThanOrEqualTo(one + two + 1e-9);
            }
        }
    }

    /** A square: the finest model splits V0 and V1, two middle ones each one of them, the coarsest none. */
    private static ModelNetwork square(Scm coarse) {
        Scm left = split(coarse, "V0", key -> 0.3);
        Scm right = split(coarse, "V1", key -> 0.6);
        Scm fine = split(left, "V1", key -> 0.6);
        return ModelNetwork.empty()
                .with("fine", fine)
                .with("left", left)
                .with("right", right)
                .with("coarse", coarse)
                .with("fine", "left", together(left, "V1"))
                .with("fine", "right", together(right, "V0"))
                .with("left", "coarse", together(coarse, "V0"))
                .with("right", "coarse", together(coarse, "V1"));
    }

    @Test
    void aNetworkExactByConstructionAgreesEverywhere() {
        Scm coarse = RandomModels.levels(4, 2, Seed.of(80));
        ModelNetwork network = square(coarse);
        ModelNetwork.Check check = network.check(ALL);
        assertThat(check.error()).isLessThan(1e-9);
        assertThat(check.observedSection()).isTrue();
        assertThat(check.conflicts()).isEmpty();
        assertThat(check.cycles()).hasSize(1);
        assertThat(check.cycles().values())
                .allSatisfy(error -> assertThat(error).isLessThan(1e-9));
        // what all models say of the same intervention is a global section too
        Map<String, StochasticMatrix> section = new LinkedHashMap<>();
        network.models()
                .forEach((name, model) -> section.put(
                        name,
                        network.known(
                                        name,
                                        Map.of(
                                                "V2",
                                                model.variable("V2").levels().get(0)))
                                .distribution()));
        assertThat(network.disagreement(section, Distance.TOTAL_VARIATION).values())
                .hasSize(4)
                .allSatisfy(error -> assertThat(error).isLessThan(1e-9));
        section.put("left", network.known("left", Map.of()).distribution());
        assertThat(network.disagreement(section, Distance.TOTAL_VARIATION).values().stream()
                        .filter(error -> error > 1e-6))
                .hasSize(2);
    }

    /** In an exact network another view makes of an intervention what it would have said itself. */
    @Test
    void knowledgeArrivesAsTheReceiverWouldSay() {
        Scm coarse = RandomModels.levels(4, 2, Seed.of(81));
        ModelNetwork network = square(coarse);
        String level = coarse.variable("V0").levels().get(1);
        RelativeKnowledge left = network.known("left", Map.of("V0", level + "2"));
        RelativeKnowledge atRight = network.transfer(left, "coarse", "right");
        assertThat(atRight.settings()).containsOnlyKeys(Map.of("V0", level));
        assertThat(atRight.distribution()
                        .distance(network.known("right", Map.of("V0", level)).distribution()))
                .isLessThan(1e-9);
        assertThat(atRight.source()).isEqualTo("left");
        assertThat(atRight.knower()).isEqualTo("right");
        // down to the finest: either of the two finer levels may have been set, as often as they are observed
        RelativeKnowledge atFine = network.transfer(atRight, "fine");
        Scm fine = network.models().get("fine");
        double first = fine.probability("V0", level + "1");
        double second = fine.probability("V0", level + "2");
        assertThat(atFine.settings().get(Map.of("V0", level + "1"))).isCloseTo(first / (first + second), within(1e-12));
        for (String other : fine.variable("V3").levels()) {
            double expected = (first * after(fine, level + "1", other) + second * after(fine, level + "2", other))
                    / (first + second);
            assertThat(atFine.distribution().table().probability(Map.of("V3", other)))
                    .isCloseTo(expected, within(1e-9));
        }
    }

    private static double after(Scm model, String level, String outcome) {
        return model.intervene(Intervention.set("V0", level)).probability("V3", outcome);
    }

    /** Whatever the receiver holds, what it makes of coarse knowledge is that knowledge when seen coarsely again. */
    @Test
    void whatIsExtendedIsGivenBackByRestriction() {
        Scm coarse = RandomModels.levels(3, 2, Seed.of(82));
        Scm fine = split(RandomModels.levels(3, 2, Seed.of(83)), "V1", Seed.of(84));
        ModelNetwork network = ModelNetwork.empty()
                .with("fine", fine)
                .with("coarse", coarse)
                .with("fine", "coarse", together(coarse, "V1"));
        for (Map<String, String> setting :
                List.of(Map.<String, String>of(), Map.of("V1", "low"), Map.of("V0", "mid"))) {
            RelativeKnowledge known = network.known("coarse", setting);
            RelativeKnowledge back = network.transfer(known, "fine", "coarse");
            assertThat(back.distribution().distance(known.distribution())).isLessThan(1e-9);
            assertThat(back.settings()).containsOnlyKeys(setting);
        }
        assertThat(network.check(ALL).error()).isGreaterThan(0.05);
        assertThat(network.check(ALL).observedSection()).isFalse();
    }

    /** One way to the coarsest model swaps the levels of a variable that the other leaves alone. */
    @Test
    void chainsThatMakeDifferentThingsOfAModelAreFound() {
        Scm coarse = RandomModels.levels(3, 2, Seed.of(85));
        ModelNetwork network = square(coarse);
        List<String> levels = coarse.variable("V2").levels();
        CausalAbstraction swapped = CausalAbstraction.empty();
        for (CausalAbstraction.Part part : together(coarse, "V1").parts())
            swapped = part.coarse().equals("V2")
                    ? swapped.with("V2", "V2", Map.of(levels.get(0), levels.get(1), levels.get(1), levels.get(0)))
                    : swapped.with(part.coarse(), part.fine(), part.levels());
        List<ModelNetwork.Link> links = new ArrayList<>(network.links().subList(0, 3));
        links.add(new ModelNetwork.Link("right", "coarse", swapped));
        ModelNetwork.Check check = new ModelNetwork(network.models(), links).check(ALL);
        assertThat(check.conflicts()).hasSize(1);
        assertThat(check.conflicts().get(0))
                .containsExactlyInAnyOrder(List.of("fine", "left", "coarse"), List.of("fine", "right", "coarse"));
        assertThat(check.cycles().values())
                .allSatisfy(error -> assertThat(error).isGreaterThan(1e-3));
        assertThat(check.text()).contains("right -> coarse: Largest error", "Not the same: fine -> ");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Scm coarse = RandomModels.levels(3, 2, Seed.of(86));
        ModelNetwork network = square(coarse);
        says(() -> network.with("coarse", "fine", together(coarse)), "no level of V0 \"low\"");
        Scm twin = network.models().get("coarse");
        ModelNetwork twins =
                ModelNetwork.empty().with("one", twin).with("two", twin).with("one", "two", together(coarse));
        says(() -> twins.with("two", "one", together(coarse)), "two -> one closes a circle");
        says(() -> network.with("left", "nowhere", together(coarse, "V0")), "no model \"nowhere\"");
        says(() -> network.with("left", "coarse", together(coarse, "V0")), "two links left -> coarse");
        says(() -> network.transfer(network.known("left", Map.of()), "right"), "no link between left and right");
        StochasticMatrix part = StochasticMatrix.of(coarse.table("V0"));
        says(
                () -> network.transfer(new RelativeKnowledge(List.of("coarse"), Map.of(), part), "left"),
                "a distribution of all its variables");
        says(() -> network.abstraction("coarse", "left"), "no link coarse -> left");
        Map<List<String>, String> pairs = Map.of(List.of("a", "a"), "x");
        CausalAbstraction group = CausalAbstraction.empty().with("G", List.of("A", "B"), pairs);
        says(() -> group.image(Map.of("A", "a")), "set all of these or none");
        says(() -> group.image(Map.of("C", "c")), "No coarse variable is made of [C]");
        says(() -> group.image(Map.of("A", "a", "B", "b")), "no level of G for [A, B] = [a, b]");
        says(() -> group.with("H", "A", List.of("a")), "A is in two groups");
        Scm same = Scm.builder().add("A", Cpt.of("a", "b").always(0.5, 0.5)).build();
        Scm three = Scm.builder()
                .add("A", Cpt.of("a", "b", "c").always(0.5, 0.2, 0.3))
                .build();
        says(
                () -> ALL.check(same, three, CausalAbstraction.empty().with("A", "A", List.of("a", "b"))),
                "The level c of A stands for no combination");
        says(() -> InterventionalConsistency.withDefaults().targets(-1), "0 or more");
        assertThat(Variable.categorical("A", List.of("a", "b"))).isEqualTo(same.variable("A"));
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }
}
