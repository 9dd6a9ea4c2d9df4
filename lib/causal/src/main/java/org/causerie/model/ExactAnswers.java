// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;

/** What a model of levels, or of linear equations, answers without draws. */
record ExactAnswers(Scm scm) {

    boolean isDiscrete() {
        return IntStream.range(0, scm.size())
                .allMatch(v -> scm.bound(v) instanceof Bound.Drawn drawn
                        && drawn.table().isPresent());
    }

    boolean isLinear() {
        return IntStream.range(0, scm.size())
                .allMatch(v -> scm.mechanism(v) instanceof Linear linear
                        && linear.mean().levelEffects().isEmpty());
    }

    Distribution distribution(String variable, Map<String, ?> given) {
        Variable asked = scm.variable(variable);
        if (asked.categorical()) {
            double[] probabilities = DiscreteModel.of(scm).marginal(scm.graph().index(variable), scm.codes(given));
            return new LevelDistribution(
                    asked, Arrays.stream(probabilities).boxed().toList());
        }
        List<String> names = new ArrayList<>(given.keySet());
        names.add(variable);
        Scm relevant = scm.ancestral(names.toArray(String[]::new));
        return relevant.linear().conditional(variable, relevant.codes(given));
    }

    ProbabilityTable table(String... names) {
        int[] asked = Arrays.stream(names).mapToInt(scm.graph()::index).toArray();
        List<Variable> found = Arrays.stream(asked).mapToObj(scm::variable).toList();
        return new ProbabilityTable(found, DiscreteModel.of(scm).joint(asked, Map.of()));
    }

    double expectation(String variable) {
        if (scm.variable(variable).categorical())
            return scm.distribution(variable).mean();
        return scm.ancestral(variable).linear().mean(variable);
    }

    ProbabilityTable jointOverWorlds(List<PotentialOutcome> outcomes) {
        PotentialOutcomes found = Abduction.withDefaults().predict(scm, Map.of(), outcomes);
        return found.joint()
                .orElseThrow(
                        () -> new CausalException("An exact joint distribution over worlds needs a model of levels,"
                                + " and this one has numbers; use worlds(...), which draws"));
    }

    double[][] sharedNoise(String variable, Set<String> shared, Coupling coupling) {
        BitSet differing = new BitSet();
        differing.set(0, scm.size());
        for (String name : shared) differing.clear(scm.graph().index(name));
        BitSet copied = scm.graph().descendants(differing);
        BitSet both = (BitSet) copied.clone();
        both.andNot(differing);
        int v = scm.graph().index(variable);
        int levels = scm.variable(v).levels().size();
        double[][] joint = new double[levels][levels];
        if (!copied.get(v)) {
            double[] marginal = DiscreteModel.of(scm).marginal(v, Map.of());
            for (int level = 0; level < levels; level++) joint[level][level] = marginal[level];
            return joint;
        }
        double[] cells = new TwinNetwork(scm, scm, copied, both, coupling).joint(new int[] {v}, v, Map.of());
        for (int cell = 0; cell < cells.length; cell++) joint[cell / levels][cell % levels] = cells[cell];
        return joint;
    }
}
