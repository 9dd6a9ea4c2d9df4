// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Edge;

/** What a question writes reads as the same question, whatever its names and levels. */
class QueryRoundTripTest {
    private static final List<String> NAMES = List.of(
            "X",
            "y",
            "y_x",
            "y_1",
            "blood pressure",
            "all-cause",
            "do",
            "dose if any",
            "a'b",
            "a\"b",
            "a\\",
            "P(y)",
            "_",
            "é",
            "M_",
            "1",
            "-1",
            " x",
            "if",
            "a - b",
            "x->y",
            "E[",
            "x_");
    private static final List<String> LEVELS = List.of(
            "0",
            "1",
            "-1",
            "0.5",
            "low",
            "Y",
            "x",
            "a=b",
            "<5",
            "5 or more",
            "else",
            "",
            "\"",
            "1'",
            "X_1",
            "1e-5",
            "no, never");

    private static final List<String> PIECES = List.of(
            "P(",
            "E[",
            "PN(",
            "X",
            "y",
            " = 1",
            "=",
            "'",
            "_x",
            "_{X = 1}",
            "(X = 0)",
            ", ",
            " | ",
            "do(",
            ")",
            "]",
            " - E[",
            " - ",
            "Y",
            " if Z = 1",
            "; else 0",
            "{0: 0.5, 1: 0.5}",
            " along X -> M -> Y",
            "; X = 0 elsewhere",
            "M(X = 0)",
            "->",
            "\"",
            "^",
            "1",
            " ",
            "#");

    /** Draws the parts of a question. */
    private static final class Draw {
        private final RandomGenerator random;
        private final List<String> names;
        private int used;

        Draw(long seed) {
            random = Seed.of(seed).random();
            names = new ArrayList<>(NAMES);
            for (int i = names.size() - 1; i > 0; i--) Collections.swap(names, i, random.nextInt(i + 1));
        }

        String name() {
            return names.get(used++);
        }

        boolean coin() {
            return random.nextBoolean();
        }

        int below(int n) {
            return random.nextInt(n);
        }

        String level() {
            return LEVELS.get(random.nextInt(LEVELS.size()));
        }

        String otherLevel(String than) {
            String level = level();
            return level.equals(than) ? than + "2" : level;
        }

        Value value(String name) {
            return coin() ? new Level(level()) : new Symbol(name, below(3));
        }

        SortedMap<String, Value> world(int most) {
            SortedMap<String, Value> world = new TreeMap<>();
            for (int i = below(most + 1); i > 0; i--) {
                String name = name();
                world.put(name, value(name));
            }
            return world;
        }

        Term term(SortedMap<String, Value> world) {
            String name = name();
            return new Term(name, value(name), world);
        }

        SortedMap<String, Double> chances() {
            String one = level();
            if (coin()) return new TreeMap<>(Map.of(one, 1.0));
            double chance = 1 / (2.0 + below(9));
            return new TreeMap<>(Map.of(one, chance, otherLevel(one), 1 - chance));
        }
    }

    @Property(tries = 500)
    void distributions(@ForAll long seed) {
        Draw draw = new Draw(seed);
        SortedSet<String> outcomes = names(draw, 1 + draw.below(3));
        again(new InterventionalDistribution(outcomes, names(draw, draw.below(3)), names(draw, draw.below(3))));
    }

    @Property(tries = 1000)
    void counterfactuals(@ForAll long seed) {
        Draw draw = new Draw(seed);
        SortedMap<String, Value> shared = draw.world(2);
        SortedSet<Term> events = new TreeSet<>();
        SortedSet<Term> given = new TreeSet<>();
        for (int i = draw.below(3); i >= 0; i--) events.add(draw.term(draw.coin() ? shared : draw.world(2)));
        for (int i = draw.below(3); i > 0; i--) given.add(draw.term(draw.coin() ? shared : draw.world(2)));
        Domain domain = draw.below(4) == 0 ? new Domain(draw.name()) : Domain.target();
        // a certain level keeps the question from being a plain distribution
        events.add(new Term(draw.name(), new Level(draw.level()), shared));
        again(new CounterfactualDistribution(new Probability(domain, events, given)));
    }

    @Property(tries = 1000)
    void means(@ForAll long seed) {
        Draw draw = new Draw(seed);
        String outcome = draw.name();
        again(mean(draw, outcome));
        MeanOutcome active = mean(draw, outcome);
        MeanOutcome baseline = mean(draw, outcome);
        if (!active.equals(baseline)) again(new MeanDifference(active, baseline));
        for (Population population : Population.values())
            again(new AverageTreatmentEffect(outcome, draw.name(), population));
    }

    private static MeanOutcome mean(Draw draw, String outcome) {
        draw.used = 1;
        SortedMap<String, Value> world = draw.world(2);
        SortedSet<Term> given = new TreeSet<>();
        for (int i = draw.below(3); i > 0; i--) given.add(draw.term(draw.coin() ? world : draw.world(1)));
        return new MeanOutcome(outcome, world, given);
    }

    @Property(tries = 500)
    void effectsThroughOthers(@ForAll long seed) {
        Draw draw = new Draw(seed);
        String treatment = draw.name();
        String outcome = draw.name();
        String active = draw.level();
        String baseline = draw.otherLevel(active);
        for (NaturalEffect.Route route : NaturalEffect.Route.values())
            again(new NaturalEffect(route, treatment, active, baseline, names(draw, 1 + draw.below(2)), outcome));
        String between = draw.name();
        again(new PathSpecificEffect(
                treatment,
                active,
                baseline,
                List.of(
                        Edge.directed(between, outcome),
                        Edge.directed(treatment, between),
                        Edge.directed(between, draw.name())),
                outcome));
        for (ProbabilityOfCausation.Kind kind : ProbabilityOfCausation.Kind.values())
            again(new ProbabilityOfCausation(kind, treatment, outcome));
    }

    @Property(tries = 500)
    void policies(@ForAll long seed) {
        Draw draw = new Draw(seed);
        String outcome = draw.name();
        String treatment = draw.name();
        SortedSet<String> covariates = names(draw, 1 + draw.below(2));
        Policy policy = new Policy(treatment, List.of(), draw.chances());
        for (int i = draw.below(3); i > 0; i--) {
            Map<String, String> stratum = new HashMap<>();
            for (String covariate : covariates) stratum.put(covariate, draw.level());
            if (policy.rules().stream().noneMatch(rule -> rule.stratum().equals(stratum)))
                policy = policy.where(stratum, draw.chances());
        }
        again(new PolicyMean(outcome, policy));
        SortedSet<String> outcomes = names(draw, draw.below(2));
        outcomes.add(outcome);
        again(new PolicyDistribution(outcomes, policy));
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefusedWithASentence(@ForAll long seed) {
        RandomGenerator random = Seed.of(seed).random();
        StringBuilder text = new StringBuilder(PIECES.get(random.nextInt(3)));
        for (int i = random.nextInt(12); i > 0; i--) text.append(PIECES.get(random.nextInt(PIECES.size())));
        try {
            Query read = Query.parse(text.toString());
            assertThat(Query.parse(read.text()).text()).isEqualTo(read.text());
        } catch (CausalException e) {
            assertThat(e.getMessage()).hasSizeGreaterThan(30);
        }
    }

    private static SortedSet<String> names(Draw draw, int count) {
        SortedSet<String> names = new TreeSet<>();
        for (int i = 0; i < count; i++) names.add(draw.name());
        return names;
    }

    private static void again(Query query) {
        assertThat(Query.parse(query.text())).as(query.text()).isEqualTo(query);
    }
}
