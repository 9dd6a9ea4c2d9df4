// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.causerie.explanation.ActualCause.Definition;
import org.causerie.model.Row;
import org.junit.jupiter.api.Test;

/**
 * The stock examples of actual causation with the verdicts of Halpern, <i>Actual Causality</i> (2016), chapters 2 and 3,
 * and of Halpern and Hitchcock (2015) for normality. Each line is the complete list of causes.
 */
class StandardExamplesTest {
    private static final List<String> THREE = List.of("none", "advance", "retreat");

    private static boolean on(Row row, String name) {
        return row.get(name) == 1;
    }

    private static Set<String> causes(ActualCause settings, Situation situation, Formula outcome) {
        return settings.explain(situation, outcome).causes().stream()
                .map(cause -> cause.events().keySet().stream().sorted().collect(Collectors.joining("&")))
                .collect(Collectors.toSet());
    }

    private static void check(
            Situation situation, Formula outcome, Set<String> original, Set<String> updated, Set<String> modified) {
        ActualCause settings = ActualCause.withDefaults();
        assertThat(causes(settings.definition(Definition.ORIGINAL), situation, outcome))
                .as("original")
                .isEqualTo(original);
        assertThat(causes(settings.definition(Definition.UPDATED), situation, outcome))
                .as("updated")
                .isEqualTo(updated);
        assertThat(causes(settings.definition(Definition.MODIFIED), situation, outcome))
                .as("modified")
                .isEqualTo(modified);
    }

    private static void check(Situation situation, Formula outcome, String... causes) {
        check(situation, outcome, Set.of(causes), Set.of(causes), Set.of(causes));
    }

    private static void normal(Situation situation, Formula outcome, Map<String, ?> usual, String... causes) {
        for (Definition definition : List.of(Definition.ORIGINAL, Definition.UPDATED, Definition.MODIFIED))
            assertThat(causes(
                            ActualCause.withDefaults().definition(definition).normality(Normality.defaults(usual)),
                            situation,
                            outcome))
                    .as("%s with normality", definition)
                    .isEqualTo(Set.of(causes));
    }

    private static StructuralEquationsBuilder roots(String... names) {
        StructuralEquationsBuilder builder = StructuralEquations.builder();
        for (String name : names) builder.root(name);
        return builder;
    }

    @Test
    void forestFireDisjunctive() {
        Situation both = roots("L", "MD")
                .equation("FF", List.of("L", "MD"), row -> on(row, "L") || on(row, "MD"))
                .build()
                .in(Map.of("L", 1, "MD", 1));
        check(both, Formula.is("FF", 1), Set.of("L", "MD"), Set.of("L", "MD"), Set.of("L&MD"));
        for (Definition definition : List.of(Definition.ORIGINAL, Definition.UPDATED, Definition.MODIFIED))
            assertThat(ActualCause.withDefaults()
                            .definition(definition)
                            .explain(both, Formula.is("FF", 1))
                            .responsibility("L"))
                    .isEqualTo(0.5);
    }

    @Test
    void forestFireConjunctive() {
        Situation both = roots("L", "MD")
                .equation("FF", List.of("L", "MD"), row -> on(row, "L") && on(row, "MD"))
                .build()
                .in(Map.of("L", 1, "MD", 1));
        check(both, Formula.is("FF", 1), "L", "MD");
        assertThat(ActualCause.withDefaults().explain(both, Formula.is("FF", 1)).responsibility("L"))
                .isEqualTo(1);
    }

    @Test
    void rockThrowingNaive() {
        Situation rocks = roots("ST", "BT")
                .equation("BS", List.of("ST", "BT"), row -> on(row, "ST") || on(row, "BT"))
                .build()
                .in(Map.of("ST", 1, "BT", 1));
        check(rocks, Formula.is("BS", 1), Set.of("ST", "BT"), Set.of("ST", "BT"), Set.of("BT&ST"));
    }

    /** Suzy hits first, so Billy's throw is no cause. */
    @Test
    void rockThrowingSophisticated() {
        Situation rocks = roots("ST", "BT")
                .equation("SH", List.of("ST"), row -> on(row, "ST"))
                .equation("BH", List.of("BT", "SH"), row -> on(row, "BT") && !on(row, "SH"))
                .equation("BS", List.of("SH", "BH"), row -> on(row, "SH") || on(row, "BH"))
                .build()
                .in(Map.of("ST", 1, "BT", 1));
        check(rocks, Formula.is("BS", 1), "ST", "SH");
        assertThat(causes(ActualCause.withDefaults().definition(Definition.BUT_FOR), rocks, Formula.is("BS", 1)))
                .contains("BT&ST")
                .doesNotContain("ST", "SH");
    }

    /** A: the assassin refrains; B: the bodyguard gives the antidote; VS: the victim survives. */
    @Test
    void bogusPrevention() {
        Situation saved = roots("A", "B")
                .equation("VS", List.of("A", "B"), row -> on(row, "A") || on(row, "B"))
                .build()
                .in(Map.of("A", 1, "B", 1));
        check(saved, Formula.is("VS", 1), Set.of("A", "B"), Set.of("A", "B"), Set.of("A&B"));
        normal(saved, Formula.is("VS", 1), Map.of("A", 1));
        Situation neutralised = roots("A", "B")
                .equation("PN", List.of("A", "B"), row -> !on(row, "A") && on(row, "B"))
                .equation("VS", List.of("A", "PN"), row -> on(row, "A") || on(row, "PN"))
                .build()
                .in(Map.of("A", 1, "B", 1));
        check(neutralised, Formula.is("VS", 1), "A");
    }

    @Test
    void votingWithATabulator() {
        Situation votes = roots("V1", "V2")
                .equation("M", List.of("0", "1", "2"), List.of("V1", "V2"), row -> row.get("V1") + row.get("V2"))
                .equation("P", List.of("M"), row -> row.get("M") >= 1)
                .build()
                .in(Map.of("V1", 1, "V2", 1));
        check(votes, Formula.is("P", 1), Set.of("V1", "V2", "M"), Set.of("V1", "V2", "M"), Set.of("M", "V1&V2"));
    }

    /** Livengood's observation, with four voters: a third candidate makes a vote for the loser a cause of the win. */
    @Test
    void votesForALoser() {
        check(election("A", "B"), Formula.is("wins", 1), "v1", "v2", "v3");
        Set<String> all = Set.of("v1", "v2", "v3", "v4");
        check(election("A", "B", "C"), Formula.is("wins", 1), all, all, Set.of("v1", "v2", "v3"));
    }

    private static Situation election(String... candidates) {
        List<String> voters = List.of("v1", "v2", "v3", "v4");
        StructuralEquationsBuilder builder = StructuralEquations.builder();
        for (String voter : voters) builder.root(voter, candidates);
        return builder.equation("wins", voters, row -> {
                    int[] votes = new int[candidates.length];
                    for (String voter : voters) votes[(int) row.get(voter)]++;
                    for (int other = 1; other < votes.length; other++) if (votes[other] >= votes[0]) return false;
                    return true;
                })
                .build()
                .in(Map.of("v1", "A", "v2", "A", "v3", "A", "v4", "B"));
    }

    /** Flipping the switch sends the train down the right track; both tracks arrive. The verdict hangs on the model. */
    @Test
    void trainSwitch() {
        Situation oneTrack = roots("F")
                .equation("T", List.of("F"), row -> on(row, "F"))
                .equation("A", List.of("T"), row -> true)
                .build()
                .in(Map.of("F", 1));
        check(oneTrack, Formula.is("A", 1));
        Situation twoTracks = roots("F")
                .equation("LT", List.of("F"), row -> !on(row, "F"))
                .equation("RT", List.of("F"), row -> on(row, "F"))
                .equation("A", List.of("LT", "RT"), row -> on(row, "LT") || on(row, "RT"))
                .build()
                .in(Map.of("F", 1));
        check(twoTracks, Formula.is("A", 1), "F", "RT");
        Situation blocked = roots("F", "LB", "RB")
                .equation("A", List.of("F", "LB", "RB"), row -> on(row, "F") ? !on(row, "RB") : !on(row, "LB"))
                .build()
                .in(Map.of("F", 1, "LB", 0, "RB", 0));
        Set<String> each = Set.of("F", "LB", "RB");
        check(blocked, Formula.is("A", 1), each, each, Set.of("RB", "F&LB"));
        normal(blocked, Formula.is("A", 1), Map.of("LB", 0, "RB", 0));
    }

    /** Billy shoots the enemy who would have shot Suzy, who bombs the target. */
    @Test
    void doublePrevention() {
        Situation raid = roots("BPT", "SB")
                .equation("ESS", List.of("BPT"), row -> !on(row, "BPT"))
                .equation("TD", List.of("ESS", "SB"), row -> !on(row, "ESS") && on(row, "SB"))
                .build()
                .in(Map.of("BPT", 1, "SB", 1));
        check(raid, Formula.is("TD", 1), "BPT", "ESS", "SB");
    }

    /** Major and sergeant both order to advance; the corporal obeys the major where he gives an order. */
    @Test
    void trumping() {
        Situation orders = StructuralEquations.builder()
                .root("M", "none", "advance", "retreat")
                .root("S", "none", "advance", "retreat")
                .equation("P", THREE, List.of("M", "S"), row -> row.level(row.get("M") > 0 ? "M" : "S"))
                .build()
                .in(Map.of("M", "advance", "S", "advance"));
        check(orders, Formula.is("P", "advance"), Set.of("M", "S"), Set.of("M", "S"), Set.of("M"));
        Situation effective = StructuralEquations.builder()
                .root("M", "none", "advance", "retreat")
                .root("S", "none", "advance", "retreat")
                .equation("SE", THREE, List.of("M", "S"), row -> row.get("M") > 0 ? "none" : row.level("S"))
                .equation("P", THREE, List.of("M", "SE"), row -> row.level(row.get("M") > 0 ? "M" : "SE"))
                .build()
                .in(Map.of("M", "advance", "S", "advance"));
        check(effective, Formula.is("P", "advance"), "M");
    }

    /** A loads B's gun, B does not shoot, C loads and shoots (Hopkins and Pearl 2003): where original and updated part. */
    @Test
    void loader() {
        Situation shot = roots("A", "B", "C")
                .equation("D", List.of("A", "B", "C"), row -> (on(row, "A") && on(row, "B")) || on(row, "C"))
                .build()
                .in(Map.of("A", 1, "B", 0, "C", 1));
        check(shot, Formula.is("D", 1), Set.of("A", "C"), Set.of("C"), Set.of("C"));
    }

    /** Monday's treatment causes Tuesday's omission, which causes Billy to live; the treatment does not. */
    @Test
    void billysTreatment() {
        Situation treated = roots("MT")
                .equation("TT", List.of("MT"), row -> !on(row, "MT"))
                .equation(
                        "BMC",
                        List.of("0", "1", "2", "3"),
                        List.of("MT", "TT"),
                        row -> on(row, "MT") ? (on(row, "TT") ? 3 : 0) : (on(row, "TT") ? 1 : 2))
                .build()
                .in(Map.of("MT", 1));
        check(treated, Formula.is("BMC", 0), "MT", "TT");
        check(treated, Formula.is("TT", 0), "MT");
        check(treated, Formula.isOneOf("BMC", 0, 1, 2), "TT");
        check(treated, Formula.is("BMC", 3).not(), "TT");
    }

    /** The flowers die: nobody waters them, but only the gardener ought to have. */
    @Test
    void gardenerAndQueen() {
        Situation dry = roots("gardener", "queen")
                .equation("die", List.of("gardener", "queen"), row -> !on(row, "gardener") && !on(row, "queen"))
                .build()
                .in(Map.of("gardener", 0, "queen", 0));
        check(dry, Formula.is("die", 1), "gardener", "queen");
        normal(dry, Formula.is("die", 1), Map.of("gardener", 1, "queen", 0), "gardener");
    }

    /** Both take a pen, only the professor should not: both are causes, the professor's act the better one. */
    @Test
    void pens() {
        Situation none = roots("professor", "assistant")
                .equation(
                        "problem",
                        List.of("professor", "assistant"),
                        row -> on(row, "professor") && on(row, "assistant"))
                .build()
                .in(Map.of("professor", 1, "assistant", 1));
        Normality order = Normality.defaults(Map.of("professor", 0));
        List<Cause> causes = ActualCause.withDefaults()
                .normality(order)
                .explain(none, Formula.is("problem", 1))
                .causes();
        assertThat(causes).hasSize(2);
        boolean first = causes.get(0).events().containsKey("professor");
        Cause professor = causes.get(first ? 0 : 1);
        Cause assistant = causes.get(first ? 1 : 0);
        assertThat(professor.atLeastAsGood(assistant, order)).isTrue();
        assertThat(assistant.atLeastAsGood(professor, order)).isFalse();
    }

    @Test
    void firingSquad() {
        Situation squad = roots("court")
                .equation("captain", List.of("court"), row -> on(row, "court"))
                .equation("A", List.of("captain"), row -> on(row, "captain"))
                .equation("B", List.of("captain"), row -> on(row, "captain"))
                .equation("D", List.of("A", "B"), row -> on(row, "A") || on(row, "B"))
                .build()
                .in(Map.of("court", 1));
        Set<String> each = Set.of("court", "captain", "A", "B");
        check(squad, Formula.is("D", 1), each, each, Set.of("court", "captain", "A&B"));
    }
}
