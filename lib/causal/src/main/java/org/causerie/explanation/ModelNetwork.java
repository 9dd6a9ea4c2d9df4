// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.model.Scm;
import org.causerie.model.StochasticMatrix;
import org.causerie.model.Variable;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.cycle.StackBFSFundamentalCycleBasis;
import org.jgrapht.alg.shortestpath.AllDirectedPaths;
import org.jgrapht.graph.DirectedAcyclicGraph;
import org.jgrapht.graph.SimpleGraph;

/**
 * Models of levels, each somebody's view of the same world, and abstractions between them.
 *
 * <p>Distributions travel along links. Towards the coarse model they are pushed forward: the restriction maps of a network
 * sheaf, in which each model carries the distributions of its variables and each link those of the coarse model's. Towards
 * the fine model they are extended: \(q(\alpha(v)) \, R(v) / (\alpha_* R)(\alpha(v))\), where R is what the fine model
 * itself says after the intervention in question; this is the network cosheaf, and pushing forward what was extended gives
 * it back. Two views without a link from one to the other meet in a coarse model that both have a link to.
 *
 * <p>An assignment of one distribution to each model is a global section where every link maps the one of its fine model to
 * that of its coarse model. What is observed in all models is one just where all abstractions are exact without
 * interventions; {@link InterventionalConsistency} looks at interventions.
 *
 * <p>{@snippet :
 * var network = ModelNetwork.empty()
 *         .with("nurse", nurse).with("doctor", doctor).with("ward", ward)
 *         .with("nurse", "ward", fromNurse).with("doctor", "ward", fromDoctor);
 * network.transfer(network.known("nurse", Map.of("dose", "high")), "ward", "doctor");
 * network.check(InterventionalConsistency.withDefaults());
 * }
 *
 * <p>Reference: G. D'Acunto and C. Battiloro, The relativity of causal knowledge, UAI 2025, arXiv:2503.11718. The
 * extension by what the fine model itself says is the choice made here.
 *
 * @param models by name
 * @param links between them
 */
public record ModelNetwork(Map<String, Scm> models, List<Link> links) implements Displayable {
    private static final double ROUNDING = 1e-9;

    /**
     * An abstraction between two models.
     *
     * @param fine the name of the fine model
     * @param coarse the name of the coarse one
     * @param abstraction how the coarse model speaks of the fine one
     */
    public record Link(String fine, String coarse, CausalAbstraction abstraction) {
        String text() {
            return fine + " -> " + coarse;
        }
    }

    /**
     * What holds of a network.
     *
     * @param consistency of each link under interventions
     * @param cycles for each cycle, by its models, how far what its first model observes is from what comes back to it
     * @param conflicts chains of links from one model to another that make different things of it, in pairs
     */
    public record Check(
            Map<Link, InterventionalConsistency.Result> consistency,
            Map<List<String>, Double> cycles,
            List<List<List<String>>> conflicts)
            implements Displayable {

        /** The largest error of a link; 0 where there is none. */
        public double error() {
            return consistency.values().stream()
                    .mapToDouble(InterventionalConsistency.Result::error)
                    .max()
                    .orElse(0);
        }

        /** Whether what all models observe is a global section. */
        public boolean observedSection() {
            return consistency.values().stream().allMatch(result -> result.observed() < ROUNDING);
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            consistency.forEach((link, result) -> lines.add(
                    link.text() + ": " + result.text().lines().findFirst().orElseThrow()));
            cycles.forEach((cycle, error) ->
                    lines.add(String.format(Locale.ROOT, "Around %s: %.4f", String.join(" - ", cycle), error)));
            for (List<List<String>> pair : conflicts)
                lines.add("Not the same: " + String.join(" -> ", pair.get(0)) + " and "
                        + String.join(" -> ", pair.get(1)));
            return String.join("\n", lines);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Refuses links that lead nowhere or in a circle, or are no abstractions of their models. */
    public ModelNetwork {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        links = List.copyOf(links);
        DirectedAcyclicGraph<String, Link> graph = new DirectedAcyclicGraph<>(Link.class);
        models.keySet().forEach(graph::addVertex);
        for (Link link : links) {
            for (String name : List.of(link.fine(), link.coarse()))
                if (!models.containsKey(name)) throw CausalException.unknown("model", name, models.keySet());
            link.abstraction().requireBetween(models.get(link.fine()), models.get(link.coarse()));
            try {
                if (!graph.addEdge(link.fine(), link.coarse(), link))
                    throw new CausalException("There are two links " + link.text() + "; give one");
            } catch (IllegalArgumentException circle) {
                throw new CausalException(
                        "The link " + link.text() + " closes a circle, in which no model is the finest", circle);
            }
        }
    }

    /** Nothing yet. */
    public static ModelNetwork empty() {
        return new ModelNetwork(Map.of(), List.of());
    }

    /** The same with one more model. */
    public ModelNetwork with(String name, Scm model) {
        if (models.containsKey(name)) throw new CausalException("There are two models \"" + name + "\"; name one anew");
        Map<String, Scm> more = new LinkedHashMap<>(models);
        more.put(name, model);
        return new ModelNetwork(more, links);
    }

    /** The same with one more link. */
    public ModelNetwork with(String fine, String coarse, CausalAbstraction abstraction) {
        List<Link> more = new ArrayList<>(links);
        more.add(new Link(fine, coarse, abstraction));
        return new ModelNetwork(models, more);
    }

    /** The abstraction along a chain of links, from the fine end to the coarse. */
    public CausalAbstraction abstraction(String... path) {
        if (path.length < 2) throw new CausalException("An abstraction is from one model to another; name both");
        CausalAbstraction along = forward(path[0], path[1]).abstraction();
        for (int i = 2; i < path.length; i++)
            along = along.then(forward(path[i - 1], path[i]).abstraction());
        return along;
    }

    private Link forward(String fine, String coarse) {
        return link(fine, coarse)
                .orElseThrow(() -> new CausalException("There is no link " + fine + " -> " + coarse + "; there are "
                        + links.stream().map(Link::text).toList()));
    }

    private Optional<Link> link(String fine, String coarse) {
        return links.stream()
                .filter(link -> link.fine().equals(fine) && link.coarse().equals(coarse))
                .findFirst();
    }

    /**
     * What a model says of an intervention on its variables, or of none.
     *
     * @param setting level by variable; empty for what is observed
     */
    public RelativeKnowledge known(String name, Map<String, String> setting) {
        Scm model = model(name);
        return new RelativeKnowledge(
                List.of(name),
                Map.of(setting, 1.0),
                InterventionalConsistency.state(model, setting, model.variables()));
    }

    /**
     * The same knowledge as seen from another model, through each of these in turn.
     *
     * @param path models, each with a link to or from the one before
     * @throws CausalException if there is no such link, the intervention is none for a model on the way, or one of them holds
     *     something impossible that is known
     */
    public RelativeKnowledge transfer(RelativeKnowledge knowledge, String... path) {
        if (!knowledge.distribution().outputs().equals(LevelCells.variables(model(knowledge.knower()))))
            throw new CausalException("Knowledge at " + knowledge.knower() + " is a distribution of all its variables, "
                    + model(knowledge.knower()).variables() + ", in this order");
        RelativeKnowledge moved = knowledge;
        for (String next : path) {
            Optional<Link> up = link(moved.knower(), next);
            Optional<Link> down = link(next, moved.knower());
            if (up.isEmpty() && down.isEmpty())
                throw new CausalException("There is no link between " + moved.knower() + " and " + next + "; there are "
                        + links.stream().map(Link::text).toList());
            moved = up.isPresent() ? restricted(moved, up.get()) : extended(moved, down.get());
        }
        return moved;
    }

    /** The restriction map of a link. */
    private RelativeKnowledge restricted(RelativeKnowledge knowledge, Link link) {
        Map<Map<String, String>, Double> settings = new LinkedHashMap<>();
        knowledge
                .settings()
                .forEach((setting, weight) -> settings.merge(link.abstraction().image(setting), weight, Double::sum));
        StochasticMatrix pushed = link.abstraction().push(knowledge.distribution(), model(link.coarse()));
        return new RelativeKnowledge(longer(knowledge.path(), link.coarse()), settings, pushed);
    }

    /** The extension map of a link: the fine model says how likely each of its combinations is among those that are one. */
    private RelativeKnowledge extended(RelativeKnowledge knowledge, Link link) {
        Scm fine = model(link.fine());
        CausalAbstraction abstraction = link.abstraction();
        List<Variable> variables = LevelCells.variables(fine);
        Map<Map<String, String>, Double> settings = new LinkedHashMap<>();
        knowledge
                .settings()
                .forEach((setting, weight) -> preimages(fine, abstraction, setting)
                        .forEach((finer, share) -> settings.merge(finer, weight * share, Double::sum)));
        double[] own = new double[LevelCells.count(variables)];
        settings.forEach((setting, weight) -> {
            double[] after = InterventionalConsistency.state(fine, setting, fine.variables())
                    .rows()[0];
            for (int cell = 0; cell < own.length; cell++) own[cell] += weight * after[cell];
        });
        StochasticMatrix said = StochasticMatrix.state(variables, own);
        double[] pushed = abstraction.push(said, model(link.coarse())).rows()[0];
        double[] known = knowledge.distribution().rows()[0];
        List<Variable> coarse = knowledge.distribution().outputs();
        for (int cell = 0; cell < known.length; cell++)
            if (known[cell] > ROUNDING && !(pushed[cell] > 0))
                throw new CausalException("For " + link.fine() + " it is impossible that "
                        + LevelCells.setting(coarse, cell) + ", which is known at " + link.coarse());
        int[] images = coarseCells(abstraction, variables, coarse);
        double[] extended = new double[own.length];
        for (int cell = 0; cell < own.length; cell++)
            if (own[cell] > 0) extended[cell] = known[images[cell]] * own[cell] / pushed[images[cell]];
        return new RelativeKnowledge(
                longer(knowledge.path(), link.fine()), settings, StochasticMatrix.state(variables, extended));
    }

    /** By cell of all fine variables the coarse cell. */
    private static int[] coarseCells(CausalAbstraction abstraction, List<Variable> fine, List<Variable> coarse) {
        List<String> names = fine.stream().map(Variable::name).toList();
        int[] places = abstraction.fine().stream().mapToInt(names::indexOf).toArray();
        List<Variable> relevant = new ArrayList<>();
        for (int place : places) relevant.add(fine.get(place));
        int[] images = abstraction.images(relevant, coarse);
        int[] cells = new int[LevelCells.count(fine)];
        for (int cell = 0; cell < cells.length; cell++) {
            List<String> levels = LevelCells.levels(fine, cell);
            List<String> some = new ArrayList<>();
            for (int place : places) some.add(levels.get(place));
            cells[cell] = images[LevelCells.cell(relevant, some)];
        }
        return cells;
    }

    /** The fine settings that are a coarse one, each with its share of what the fine model observes of them. */
    private static Map<Map<String, String>, Double> preimages(
            Scm fine, CausalAbstraction abstraction, Map<String, String> setting) {
        if (setting.isEmpty()) return Map.of(Map.of(), 1.0);
        List<Variable> group = setting.keySet().stream()
                .sorted()
                .flatMap(name -> abstraction.part(name).fine().stream())
                .map(fine::variable)
                .toList();
        double[] observed = fine.table(group.stream().map(Variable::name).toArray(String[]::new)).cells().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Map<Map<String, String>, Double> shares = new LinkedHashMap<>();
        double sum = 0;
        for (int cell = 0; cell < observed.length; cell++) {
            Map<String, String> finer = LevelCells.setting(group, cell);
            if (observed[cell] == 0 || !abstraction.image(finer).equals(setting)) continue;
            shares.put(finer, observed[cell]);
            sum += observed[cell];
        }
        if (shares.isEmpty())
            throw new CausalException("The fine model never observes what is " + setting
                    + ", so that it does not say how it would be set; transfer another intervention");
        double total = sum;
        shares.replaceAll((finer, share) -> share / total);
        return shares;
    }

    private static List<String> longer(List<String> path, String next) {
        List<String> longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }

    private Scm model(String name) {
        Scm model = models.get(name);
        if (model == null) throw CausalException.unknown("model", name, models.keySet());
        return model;
    }

    /**
     * How far an assignment of a distribution to each model is from a global section: for each link the distance between
     * what its fine model's becomes and its coarse model's.
     *
     * @param section a joint distribution of all variables of each model, in the order of the model
     */
    public Map<Link, Double> disagreement(
            Map<String, StochasticMatrix> section, InterventionalConsistency.Distance distance) {
        for (String name : models.keySet())
            if (!section.containsKey(name)) throw CausalException.unknown("distribution", name, section.keySet());
        Map<Link, Double> disagreement = new LinkedHashMap<>();
        for (Link link : links)
            disagreement.put(
                    link,
                    distance.between(
                            link.abstraction().push(section.get(link.fine()), model(link.coarse())),
                            section.get(link.coarse())));
        return disagreement;
    }

    /** Whether the models agree, link by link under interventions, around cycles, and along different chains of links. */
    public Check check(InterventionalConsistency consistency) {
        Map<Link, InterventionalConsistency.Result> results = new LinkedHashMap<>();
        for (Link link : links)
            results.put(link, consistency.check(model(link.fine()), model(link.coarse()), link.abstraction()));
        return new Check(results, cycles(consistency.distance()), conflicts());
    }

    /** For each cycle of a basis how far what is observed is from itself when it has gone around. */
    private Map<List<String>, Double> cycles(InterventionalConsistency.Distance distance) {
        Graph<String, Link> graph = new SimpleGraph<>(Link.class);
        models.keySet().forEach(graph::addVertex);
        for (Link link : links) graph.addEdge(link.fine(), link.coarse(), link);
        Map<List<String>, Double> cycles = new LinkedHashMap<>();
        for (GraphPath<String, Link> cycle :
                new StackBFSFundamentalCycleBasis<>(graph).getCycleBasis().getCyclesAsGraphPaths()) {
            Progress.checkpoint();
            List<String> names = cycle.getVertexList();
            RelativeKnowledge start = known(names.get(0), Map.of());
            RelativeKnowledge end =
                    transfer(start, names.subList(1, names.size()).toArray(String[]::new));
            cycles.put(names, distance.between(start.distribution(), end.distribution()));
        }
        return cycles;
    }

    /** Pairs of chains between the same two models whose abstractions are different maps. */
    private List<List<List<String>>> conflicts() {
        DirectedAcyclicGraph<String, Link> graph = new DirectedAcyclicGraph<>(Link.class);
        models.keySet().forEach(graph::addVertex);
        for (Link link : links) graph.addEdge(link.fine(), link.coarse(), link);
        Map<List<String>, List<String>> first = new HashMap<>();
        List<List<List<String>>> conflicts = new ArrayList<>();
        for (GraphPath<String, Link> path :
                new AllDirectedPaths<>(graph).getAllPaths(models.keySet(), models.keySet(), true, null)) {
            if (path.getLength() == 0) continue;
            Progress.checkpoint();
            List<String> names = path.getVertexList();
            List<String> known = first.putIfAbsent(List.of(path.getStartVertex(), path.getEndVertex()), names);
            if (known != null && !sameMap(known, names)) conflicts.add(List.of(known, names));
        }
        return conflicts;
    }

    private boolean sameMap(List<String> one, List<String> other) {
        Scm fine = model(one.get(0));
        CausalAbstraction first = abstraction(one.toArray(String[]::new));
        CausalAbstraction second = abstraction(other.toArray(String[]::new));
        return first.parts().stream().allMatch(part -> {
            CausalAbstraction.Part twin = second.part(part.coarse());
            Set<String> both = new HashSet<>(part.fine());
            both.addAll(twin.fine());
            List<Variable> variables =
                    both.stream().sorted().map(fine::variable).toList();
            for (int cell = 0; cell < LevelCells.count(variables); cell++) {
                Map<String, String> setting = LevelCells.setting(variables, cell);
                if (!level(part, setting).equals(level(twin, setting))) return false;
            }
            return true;
        });
    }

    private static String level(CausalAbstraction.Part part, Map<String, String> setting) {
        return part.at(part.fine().stream().map(setting::get).toList());
    }

    /** The models, and the links between them. */
    @Override
    public String text() {
        return models.keySet().stream().collect(Collectors.joining(", ", "Models: ", ""))
                + links.stream()
                        .map(link -> "\n" + link.text() + ": "
                                + link.abstraction().text().replace("\n", "; "))
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text();
    }
}
