// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.explanation.ActualCause.Definition;
import org.causerie.explanation.ActualCause.Result;
import org.causerie.explanation.ActualCause.Verdict;
import org.causerie.model.Intervention;
import org.causerie.model.RandomModels;
import org.causerie.model.Scm;
import org.junit.jupiter.api.Test;

/** Causes against the definitions taken literally, and what was proved about them. */
class ActualCauseTest {
    private static final ActualCause MODIFIED = ActualCause.withDefaults();

    /** Boolean equations of up to five variables, in both forms. */
    private record Random(CauseByDefinition slow, Situation situation, List<String> names) {
        static Random draw(int size, Seed seed) {
            RandomGenerator random = seed.random();
            List<String> names = new ArrayList<>();
            LinkedHashMap<String, Predicate<Map<String, Boolean>>> slow = new LinkedHashMap<>();
            StructuralEquationsBuilder fast = StructuralEquations.builder();
            Map<String, Boolean> context = new LinkedHashMap<>();
            for (int v = 0; v < size; v++) {
                String name = "V" + v;
                List<String> parents =
                        names.stream().filter(p -> random.nextDouble() < 0.75).toList();
                int truth = random.nextInt();
                if (parents.isEmpty()) {
                    boolean value = random.nextBoolean();
                    context.put(name, value);
                    slow.put(name, world -> value);
                    fast.root(name);
                } else {
                    slow.put(name, world -> {
                        int cell = 0;
                        for (String parent : parents) cell = 2 * cell + (world.get(parent) ? 1 : 0);
                        return (truth >> cell & 1) == 1;
                    });
                    fast.equation(name, parents, row -> {
                        int cell = 0;
                        for (String parent : parents) cell = 2 * cell + (int) row.get(parent);
                        return truth >> cell & 1;
                    });
                }
                names.add(name);
            }
            return new Random(new CauseByDefinition(slow), fast.build().in(context), names);
        }

        Result found(Definition definition, Formula outcome) {
            return MODIFIED.definition(definition).explain(situation, outcome, new HashSet<>(names));
        }
    }

    private static Set<Set<String>> sets(Result result) {
        return result.causes().stream()
                .map(cause -> Set.copyOf(cause.events().keySet()))
                .collect(Collectors.toSet());
    }

    private static Formula outcome(Random drawn, int size, int kind) {
        String last = "V" + (size - 1);
        Formula first = Formula.is(last, drawn.situation.level(last));
        if (kind % 3 == 0) return first;
        String other = "V" + (size - 2);
        Formula second = Formula.is(other, drawn.situation.level(other));
        return kind % 3 == 1 ? first.and(second) : first.or(second.not());
    }

    private static Predicate<Map<String, Boolean>> test(Random drawn, int size, int kind) {
        String last = "V" + (size - 1);
        String other = "V" + (size - 2);
        boolean a = drawn.situation.level(last).equals("1");
        boolean b = drawn.situation.level(other).equals("1");
        return world -> switch (kind % 3) {
            case 0 -> world.get(last) == a;
            case 1 -> world.get(last) == a && world.get(other) == b;
            default -> world.get(last) == a || world.get(other) != b;
        };
    }

    @Test
    void everyDefinitionAgreesWithItsWords() {
        int several = 0;
        for (int i = 0; i < 160; i++) {
            int size = 2 + i % 4;
            Random drawn = Random.draw(size, Seed.of(7).split(i));
            Formula outcome = outcome(drawn, size, i / 4);
            for (Definition definition : Definition.values()) {
                Set<Set<String>> found = sets(drawn.found(definition, outcome));
                assertThat(found)
                        .as("%s, model %d", definition, i)
                        .isEqualTo(drawn.slow.causes(definition, test(drawn, size, i / 4)));
                several += (int) found.stream().filter(set -> set.size() > 1).count();
            }
        }
        assertThat(several).isGreaterThan(15);
    }

    /** Theorem 2.2.3 of Halpern's book: parts of modified causes are original and updated causes, and so on. */
    @Test
    void theDefinitionsContainEachOther() {
        for (int i = 0; i < 200; i++) {
            Random drawn = Random.draw(7, Seed.of(8).split(i));
            Formula outcome = outcome(drawn, 7, 0);
            Set<String> modified = parts(drawn.found(Definition.MODIFIED, outcome));
            Set<String> updated = parts(drawn.found(Definition.UPDATED, outcome));
            Set<String> original = parts(drawn.found(Definition.ORIGINAL, outcome));
            assertThat(updated).containsAll(modified);
            assertThat(original).containsAll(updated);
            for (Cause cause : drawn.found(Definition.BUT_FOR, outcome).causes())
                if (cause.events().size() == 1)
                    assertThat(modified).containsAll(cause.events().keySet());
        }
    }

    private static Set<String> parts(Result result) {
        return result.causes().stream()
                .flatMap(cause -> cause.events().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A witness can be replayed: with it, the outcome is gone. */
    @Test
    void witnessesUndoTheOutcome() {
        for (int i = 0; i < 60; i++) {
            Random drawn = Random.draw(6, Seed.of(9).split(i));
            Formula outcome = outcome(drawn, 6, i);
            for (Definition definition : Definition.values()) {
                for (Cause cause : drawn.found(definition, outcome).causes()) {
                    Map<String, String> all =
                            new LinkedHashMap<>(cause.witness().changed());
                    all.putAll(cause.witness().held());
                    Situation there = drawn.situation.intervene(all.entrySet().stream()
                            .map(event -> Intervention.set(event.getKey(), event.getValue()))
                            .toArray(Intervention[]::new));
                    assertThat(there.holds(outcome)).isFalse();
                    assertThat(there.events())
                            .containsAllEntriesOf(cause.witness().world());
                }
            }
        }
    }

    /** Eleven voters and the outcome: twelve binary events. */
    @Test
    void elevenVoters() {
        for (Definition definition : List.of(Definition.ORIGINAL, Definition.UPDATED)) {
            Result all = MODIFIED.definition(definition).explain(votes(11), Formula.is("win", 1));
            assertThat(sets(all)).hasSize(11).allMatch(set -> set.size() == 1);
            assertThat(all.responsibility("voter 3")).isCloseTo(1 / 6.0, within(1e-12));
        }
        Result all = MODIFIED.explain(votes(11), Formula.is("win", 1));
        assertThat(all.causes()).hasSize(462).allMatch(cause -> cause.events().size() == 6);
        assertThat(all.responsibility("voter 3")).isCloseTo(1 / 6.0, within(1e-12));
        for (Definition definition : Definition.values()) {
            Result close = MODIFIED.definition(definition).explain(votes(6), Formula.is("win", 1));
            assertThat(close.causes()).hasSize(6).allMatch(cause -> cause.responsibility() == 1);
            assertThat(close.isPartOfCause("voter 7")).isFalse();
        }
    }

    private static Situation votes(int inFavour) {
        StructuralEquationsBuilder builder = StructuralEquations.builder();
        List<String> voters = new ArrayList<>();
        Map<String, Integer> context = new LinkedHashMap<>();
        for (int i = 1; i <= 11; i++) {
            voters.add("voter " + i);
            builder.root("voter " + i);
            context.put("voter " + i, i <= inFavour ? 1 : 0);
        }
        return builder.equation(
                        "win",
                        voters,
                        row -> voters.stream().mapToDouble(row::get).sum() > 5)
                .build()
                .in(context);
    }

    @Test
    void aVerdictSaysWhichConditionFails() {
        Situation fire = StructuralEquations.builder()
                .root("L")
                .root("M")
                .root("rain")
                .equation("F", List.of("L", "M"), row -> row.get("L") == 1 || row.get("M") == 1)
                .build()
                .in(Map.of("L", 1, "M", 1, "rain", 0));
        Result found = MODIFIED.explain(fire, Formula.is("F", 1));
        assertThat(found.verdict(Map.of("L", 1, "M", true))).isEqualTo(Verdict.CAUSE);
        assertThat(found.verdict(Map.of("L", 1))).isEqualTo(Verdict.NO_WITNESS);
        assertThat(found.verdict(Map.of("L", 0))).isEqualTo(Verdict.DID_NOT_HAPPEN);
        assertThat(found.verdict(Map.of("L", 1, "M", 1, "rain", 0))).isEqualTo(Verdict.NOT_MINIMAL);
        assertThat(found.text()).contains("L = 1, M = 1").contains("modified");
        assertThat(found.html().orElseThrow()).contains("<td>L = 1, M = 1</td>");
        Result none =
                MODIFIED.normality(Normality.defaults(Map.of("L", 1, "M", 1))).explain(fire, Formula.is("F", 1));
        assertThat(none.text()).startsWith("Nothing is a cause of F = 1").endsWith("normal as what happened");
        assertThat(none.html()).contains("<p>" + none.text() + "</p>");
        assertThatThrownBy(() -> MODIFIED.explain(fire, Formula.is("F", 0)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("does not hold");
        assertThatThrownBy(() -> MODIFIED.explain(fire, Formula.is("G", 1)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"G\"");
        assertThatThrownBy(() -> fire.equations().in(Map.of("L", 1)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("M");
        assertThatThrownBy(() -> fire.equations().in(Map.of("L", 1, "M", 1, "rain", 0, "F", 1)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("follows from an equation");
    }

    /** Lightning or a match: either is enough. Lightning and a match: only both, and neither alone. */
    @Test
    void sufficientCauses() {
        Formula burns = Formula.is("F", 1);
        Situation either = fires((l, m) -> l || m);
        assertThat(SufficientCause.withDefaults().explain(either, burns).causes())
                .containsExactlyInAnyOrder(Map.of("L", "1"), Map.of("M", "1"));
        Situation both = fires((l, m) -> l && m);
        assertThat(SufficientCause.withDefaults().explain(both, burns).causes())
                .containsExactly(Map.of("L", "1", "M", "1"));
    }

    private static Situation fires(BiPredicate<Boolean, Boolean> rule) {
        return StructuralEquations.builder()
                .root("L")
                .root("M")
                .equation("F", List.of("L", "M"), row -> rule.test(row.get("L") == 1, row.get("M") == 1))
                .build()
                .in(Map.of("L", 1, "M", 1));
    }

    /** Ten marksmen, one live bullet, nobody knows whose: the one who has it is responsible, all are a tenth to blame. */
    @Test
    void blameOfAFiringSquad() {
        StructuralEquationsBuilder builder = StructuralEquations.builder();
        String[] marksmen = new String[10];
        List<String> reads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            marksmen[i] = "shooter " + i;
            builder.root("shooter " + i);
            reads.add("shooter " + i);
        }
        builder.background("live", marksmen);
        reads.add("live");
        StructuralEquations squad = builder.equation("dies", reads, row -> row.get(row.level("live")) == 1)
                .build();
        Map<Situation, Double> possible = new LinkedHashMap<>();
        for (String live : marksmen) {
            Map<String, Object> context = new LinkedHashMap<>(Map.of("live", live));
            for (String name : marksmen) context.put(name, 1);
            possible.put(squad.in(context), 0.1);
        }
        Blame.Result blame = Blame.withDefaults().explain(new Beliefs(possible), "shooter 4", 1, Formula.is("dies", 1));
        assertThat(blame.value()).isCloseTo(0.1, within(1e-12));
        assertThat(blame.responsibilities().values()).containsOnlyOnce(1.0);
        Result actual =
                ActualCause.withDefaults().explain(possible.keySet().iterator().next(), Formula.is("dies", 1));
        assertThat(actual.responsibility("shooter 0")).isEqualTo(1);
        assertThat(actual.responsibility("shooter 4")).isZero();
    }

    /** Beliefs of a model have its probabilities; its equations have its counterfactuals. */
    @Test
    void equationsOfAModelBehaveAsTheModel() {
        Scm model = RandomModels.levels(4, 3, Seed.of(3));
        Beliefs all = Beliefs.of(model);
        for (String level : model.variable("V3").levels()) {
            double sum = 0;
            double changed = 0;
            for (Map.Entry<Situation, Double> possible : all.situations().entrySet()) {
                if (possible.getKey().level("V3").equals(level)) sum += possible.getValue();
                Situation other = possible.getKey().intervene(Intervention.set("V1", "low"));
                if (other.level("V3").equals(level)) changed += possible.getValue();
            }
            assertThat(sum).isCloseTo(model.probability("V3", level), within(1e-12));
            assertThat(changed)
                    .isCloseTo(model.intervene(Intervention.set("V1", "low")).probability("V3", level), within(1e-12));
        }
        Map<String, String> evidence =
                Map.of("V0", "low", "V3", model.variable("V3").levels().get(0));
        double counterfactual = 0;
        for (Map.Entry<Situation, Double> possible :
                Beliefs.of(model, evidence).situations().entrySet()) {
            Situation other = possible.getKey().intervene(Intervention.set("V0", "mid"));
            if (other.level("V3").equals(model.variable("V3").levels().get(0))) counterfactual += possible.getValue();
        }
        assertThat(counterfactual)
                .isCloseTo(
                        model.counterfactual(evidence, Intervention.set("V0", "mid"))
                                .probability("V3", model.variable("V3").levels().get(0)),
                        within(1e-12));
    }
}
