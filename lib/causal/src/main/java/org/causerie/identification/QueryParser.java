// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.graph.Edge;

/**
 * Reads questions as people and papers write them.
 *
 * <pre>
 * query    = "P" ["^" domain] "(" term ("," term)* ["|" known] ")"
 *          | "E[" term ["|" known] "]" ["-" "E[" term ["|" known] "]"]
 *          | "E[" outcome ["-" outcome] ["|" term ("," term)*] "]"
 *          | ("PN" | "PS" | "PNS") "(" name "-&gt;" name ")"
 * known    = ("do(" (setting ("," setting)* | policy) ")" | term) ("," term)*
 * term     = name primes [world] ["=" value]
 * world    = "_{" setting ("," setting)* "}"  |  "(" the same ")"  |  "_" name primes
 * setting  = name primes ["=" value]
 * outcome  = name "(" (setting | name "(" setting ")") ("," …)* ")"
 *          | name "(" setting "along" name ("-&gt;" name)+ ("," …)* ";" setting "elsewhere" ")"
 * policy   = name "=" chances ["if" setting ("," setting)* (";" chances "if" …)* ";" "else" chances]
 * chances  = level  |  "{" level ":" number ("," level ":" number)* "}"
 * </pre>
 *
 * A value that reads like its variable is a symbol, every other one a level.
 */
final class QueryParser {
    private final QueryScanner scan;

    private QueryParser(String text) {
        this.scan = new QueryScanner(text);
    }

    static Query parse(String text) {
        return new QueryParser(text).query();
    }

    private Query query() {
        Optional<Query> query = causation();
        if (query.isEmpty()) query = scan.takeCall("E", "[") ? Optional.of(mean()) : probability();
        if (query.isEmpty()) throw scan.problem("P(, E[, PN(, PS( or PNS( was expected");
        if (!scan.atEnd()) throw scan.problem("nothing more was expected");
        return query.get();
    }

    private Optional<Query> causation() {
        for (ProbabilityOfCausation.Kind kind : ProbabilityOfCausation.Kind.values())
            if (scan.takeCall(kind.symbol(), "(")) {
                String treatment = scan.name(false);
                scan.expect("->", "between cause and effect");
                String outcome = scan.name(false);
                scan.expect(")", "after the effect");
                return Optional.of(new ProbabilityOfCausation(kind, treatment, outcome));
            }
        return Optional.empty();
    }

    private Optional<Query> probability() {
        Domain domain = Domain.target();
        if (scan.takeCall("P", "^")) {
            domain = new Domain(scan.name(false));
            scan.expect("(", "after the population");
        } else if (!scan.takeCall("P", "(")) return Optional.empty();
        SortedSet<Term> events = terms();
        Known known = known();
        scan.expect(")", "after the events");
        if (known.policy().isPresent()) return Optional.of(policyDistribution(events, known));
        return Optional.of(distribution(known.probability(domain, events, scan)));
    }

    /** The plainest question that the probability is: of one world at any levels, or of certain levels or worlds. */
    private static Query distribution(Probability p) {
        boolean plain = p.domain().equals(Domain.target()) && p.world().isPresent();
        for (SortedSet<Term> side : List.of(p.events(), p.given()))
            for (Term term : side)
                plain &= term.equals(new Term(term.variable(), Symbol.of(term.variable()), own(term)));
        if (!plain) return new CounterfactualDistribution(p);
        return new InterventionalDistribution(
                Probability.variables(p.events()),
                new TreeSet<>(p.world().orElseThrow().keySet()),
                Probability.variables(p.given()));
    }

    /** The world of the term, with any level of the variables set. */
    private static SortedMap<String, Value> own(Term term) {
        SortedMap<String, Value> world = new TreeMap<>();
        for (String name : term.world().keySet()) world.put(name, Symbol.of(name));
        return world;
    }

    private Query policyDistribution(SortedSet<Term> events, Known known) {
        if (!known.terms().isEmpty() || events.stream().anyMatch(term -> !term.equals(Term.of(term.variable()))))
            throw scan.problem("under a policy the distribution of variables can be asked for, not of certain levels"
                    + " or given others");
        return new PolicyDistribution(
                Probability.variables(events), known.policy().get());
    }

    private SortedSet<Term> terms() {
        SortedSet<Term> terms = new TreeSet<>();
        do terms.add(term());
        while (scan.take(","));
        return terms;
    }

    private Term term() {
        String variable = scan.name(true);
        int primes = scan.primes();
        SortedMap<String, Value> world = new TreeMap<>();
        if (scan.take("_{")) world = settings("}");
        else if (scan.take("_")) {
            String set = scan.name(false);
            world.put(set, new Symbol(set, scan.primes()));
        } else if (scan.take("(")) world = settings(")");
        return new Term(variable, value(variable, primes), world);
    }

    private Value value(String variable, int primes) {
        if (!scan.take("=")) return new Symbol(variable, primes);
        if (primes > 0) throw scan.problem("a name with primes stands for any level; leave them out before a level");
        return scan.value(variable);
    }

    private SortedMap<String, Value> settings(String close) {
        SortedMap<String, Value> world = new TreeMap<>();
        do {
            String variable = scan.name(false);
            if (world.put(variable, value(variable, scan.primes())) != null)
                throw scan.problem(variable + " is set twice");
        } while (scan.take(","));
        scan.expect(close, "after what is set");
        return world;
    }

    /** What stands behind the bar. */
    private record Known(Optional<SortedMap<String, Value>> world, Optional<Policy> policy, SortedSet<Term> terms) {

        /** The probability of the events, all in the world of the do where there is one. */
        Probability probability(Domain domain, SortedSet<Term> events, QueryScanner scan) {
            if (world.isEmpty()) return new Probability(domain, events, terms);
            return new Probability(domain, moved(events, scan), moved(terms, scan));
        }

        private SortedSet<Term> moved(SortedSet<Term> from, QueryScanner scan) {
            SortedSet<Term> moved = new TreeSet<>();
            for (Term term : from) {
                if (!term.world().isEmpty())
                    throw scan.problem("a world is written with do(...) or with subscripts, not with both");
                moved.add(term.in(world.get()));
            }
            return moved;
        }
    }

    private Known known() {
        Optional<SortedMap<String, Value>> world = Optional.empty();
        Optional<Policy> policy = Optional.empty();
        SortedSet<Term> terms = new TreeSet<>();
        if (!scan.take("|")) return new Known(world, policy, terms);
        do {
            if (!scan.takeCall("do", "(")) terms.add(term());
            else if (world.isPresent() || policy.isPresent())
                throw scan.problem("all that is set stands in one do(...)");
            else {
                String variable = scan.name(false);
                int primes = scan.primes();
                if (scan.takeCall("=", "{")) policy = Optional.of(policy(variable, distribution(variable)));
                else {
                    Value value = value(variable, primes);
                    if (scan.next("if") && value instanceof Level level)
                        policy = Optional.of(policy(variable, new TreeMap<>(Map.of(level.name(), 1.0))));
                    else world = Optional.of(rest(variable, value));
                }
            }
        } while (scan.take(","));
        return new Known(world, policy, terms);
    }

    private SortedMap<String, Value> rest(String variable, Value value) {
        if (!scan.take(",")) {
            scan.expect(")", "after what is set");
            return new TreeMap<>(Map.of(variable, value));
        }
        SortedMap<String, Value> world = settings(")");
        if (world.put(variable, value) != null) throw scan.problem(variable + " is set twice");
        return world;
    }

    private SortedMap<String, Double> chances(String variable) {
        return scan.take("{") ? distribution(variable) : new TreeMap<>(Map.of(scan.level(variable), 1.0));
    }

    private SortedMap<String, Double> distribution(String variable) {
        SortedMap<String, Double> chances = new TreeMap<>();
        do {
            String level = scan.level(variable);
            scan.expect(":", "between a level and its probability");
            chances.put(level, scan.number());
        } while (scan.take(","));
        scan.expect("}", "after the probabilities");
        return chances;
    }

    private Policy policy(String treatment, SortedMap<String, Double> first) {
        List<Policy.Rule> rules = new ArrayList<>();
        SortedMap<String, Double> chances = first;
        while (scan.takeWord("if")) {
            SortedMap<String, String> stratum = new TreeMap<>();
            do {
                String covariate = scan.name(false);
                scan.expect("=", "after " + covariate);
                stratum.put(covariate, scan.level(covariate));
            } while (scan.take(",") && !scan.next("else"));
            rules.add(new Policy.Rule(stratum, chances));
            scan.take(";");
            boolean last = scan.takeWord("else");
            chances = chances(treatment);
            if (last) break;
            if (!scan.next("if")) throw scan.problem("\"if\" was expected after the level of a rule");
        }
        scan.expect(")", "after the policy");
        return new Policy(treatment, rules, chances);
    }

    private boolean minus() {
        return scan.take("-") || scan.take("\u2212");
    }

    private Query mean() {
        Outcome first = outcome();
        if (first.nested() || scan.next("-") || scan.next("\u2212")) return contrast(first);
        Query active = oneMean(first);
        if (!minus()) return active;
        if (!scan.takeCall("E", "[")) throw scan.problem("a second mean E[...] was expected after the minus sign");
        if (active instanceof MeanOutcome mean && oneMean(outcome()) instanceof MeanOutcome baseline)
            return difference(new MeanDifference(mean, baseline));
        throw scan.problem("a difference of the values of policies is two questions; ask for each");
    }

    /** An outcome with the worlds it is in: levels set, mediators from another world, or edges that carry a level. */
    private record Outcome(
            String variable,
            SortedMap<String, Value> world,
            SortedMap<String, SortedMap<String, Value>> mediators,
            List<Edge> edges,
            SortedMap<String, Value> elsewhere) {

        boolean nested() {
            return !mediators.isEmpty() || !edges.isEmpty();
        }
    }

    private Outcome outcome() {
        String variable = scan.name(true);
        Outcome outcome = new Outcome(variable, new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new TreeMap<>());
        if (scan.take("_{")) outcome.world().putAll(settings("}"));
        else if (scan.take("_")) {
            String set = scan.name(false);
            outcome.world().put(set, new Symbol(set, scan.primes()));
        } else if (scan.take("(")) {
            do {
                String name = scan.name(false);
                if (scan.take("(")) outcome.mediators().put(name, settings(")"));
                else outcome.world().put(name, value(name, scan.primes()));
            } while (scan.take(","));
            if (scan.takeWord("along")) along(outcome);
            scan.expect(")", "after what is set");
        }
        return outcome;
    }

    private void along(Outcome outcome) {
        do {
            String from = scan.name(false);
            if (!scan.next("->")) throw scan.problem("\"->\" was expected between the variables of a path");
            while (scan.take("->")) {
                String to = scan.name(false);
                outcome.edges().add(Edge.directed(from, to));
                from = to;
            }
        } while (scan.take(","));
        scan.expect(";", "after the paths");
        String name = scan.name(false);
        outcome.elsewhere().put(name, value(name, scan.primes()));
        if (!scan.takeWord("elsewhere")) throw scan.problem("\"elsewhere\" was expected");
    }

    private Query oneMean(Outcome outcome) {
        Known known = known();
        scan.expect("]", "after the outcome");
        if (known.policy().isPresent()) {
            if (!known.terms().isEmpty() || !outcome.world().isEmpty())
                throw scan.problem("under a policy the mean of a variable can be asked for, not given others");
            return new PolicyMean(outcome.variable(), known.policy().get());
        }
        SortedSet<Term> event =
                new TreeSet<>(List.of(Term.of(outcome.variable()).in(outcome.world())));
        Probability p = known.probability(Domain.target(), event, scan);
        return new MeanOutcome(outcome.variable(), p.events().first().world(), p.given());
    }

    private Query contrast(Outcome first) {
        if (!minus()) throw scan.problem("a minus sign was expected");
        Outcome second = outcome();
        SortedSet<Term> given = scan.take("|") ? terms() : new TreeSet<>();
        scan.expect("]", "after the outcomes");
        if (second.nested() || !first.variable().equals(second.variable()))
            throw scan.problem("the difference is to the same outcome in a world without mediators");
        if (!first.nested())
            return difference(new MeanDifference(
                    new MeanOutcome(first.variable(), first.world(), given),
                    new MeanOutcome(second.variable(), second.world(), given)));
        if (!given.isEmpty()) throw scan.problem("a nested effect is asked for in all, not given others");
        Setting own = setting(first.world());
        Setting baseline = setting(second.world());
        if (!own.variable().equals(baseline.variable())) throw scan.problem("both worlds set the same treatment");
        return first.edges().isEmpty() ? natural(first, own, baseline) : pathSpecific(first, own, baseline);
    }

    /** One variable held at one level. */
    private record Setting(String variable, String level) {}

    private Setting setting(SortedMap<String, Value> world) {
        if (world.size() == 1 && world.get(world.firstKey()) instanceof Level level)
            return new Setting(world.firstKey(), level.name());
        throw scan.problem("a nested effect sets one treatment to a certain level");
    }

    private Query natural(Outcome first, Setting own, Setting baseline) {
        List<Setting> carried = first.mediators().values().stream()
                .map(this::setting)
                .distinct()
                .toList();
        boolean direct = carried.equals(List.of(baseline));
        boolean indirect = own.equals(baseline) && carried.size() == 1;
        if (!direct && !indirect)
            throw scan.problem("in a natural effect either the treatment or all mediators are at the baseline");
        return new NaturalEffect(
                direct ? NaturalEffect.Route.DIRECT : NaturalEffect.Route.INDIRECT,
                own.variable(),
                direct ? own.level() : carried.get(0).level(),
                baseline.level(),
                new TreeSet<>(first.mediators().keySet()),
                first.variable());
    }

    private Query pathSpecific(Outcome first, Setting own, Setting baseline) {
        if (!setting(first.elsewhere()).equals(baseline) || !first.mediators().isEmpty())
            throw scan.problem("elsewhere the treatment has the level of the world compared with");
        return new PathSpecificEffect(own.variable(), own.level(), baseline.level(), first.edges(), first.variable());
    }

    /** The effect as an average effect, where it is one. */
    private static Query difference(MeanDifference difference) {
        SortedMap<String, Value> world = difference.active().world();
        if (world.size() != 1) return difference;
        String treatment = world.firstKey();
        for (Population population : Population.values()) {
            AverageTreatmentEffect effect =
                    new AverageTreatmentEffect(treatment, difference.active().outcome(), population);
            if (effect.difference().equals(difference)) return effect;
        }
        return difference;
    }
}
