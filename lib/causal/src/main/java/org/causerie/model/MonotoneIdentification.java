// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * Why the counterfactuals of a bijective mechanism follow from data, in a graph with hidden common causes; or that these
 * reasons do not apply.
 *
 * <p>The mechanism is \(v = f(pa, u)\), rising strictly with a scalar \(u\) of continuous distribution. A hidden common
 * cause of \(v\) and another variable makes \(u\) depend on that variable. The cases are those of Nasr-Esfahany, Alizadeh
 * and Shah (2023), see {@link Monotone}:
 * <ul>
 *   <li>{@link Markovian}: \(u\) is independent of the parents. Then \(F(v \mid pa)\) is the rank of \(u\);
 *   <li>{@link BackDoor}: \(u\) is independent of the parents given observed variables \(z\). Then
 *       \(F(v \mid pa, z)\) is the rank of \(u\) among cases with that \(z\), which every parent value must be possible
 *       with. Some of \(z\) may be parents themselves; counterfactuals then follow for changes of the others;
 *   <li>{@link Instrumental}: an observed variable moves one parent and is independent of \(u\). Then the ranks solve
 *       moment equations; that they have one solution (the instrument moves the parent enough for every \(u\)) is an
 *       assumption that no graph shows.
 * </ul>
 */
public sealed interface MonotoneIdentification extends Displayable {

    /** The variable whose mechanism it is. */
    String variable();

    /**
     * The first of the cases that applies, in the order above, but for back-door sets with parents, which come last. Of
     * back-door sets it takes the ancestors of the parents, as few as removing them one by one leaves; of parents in them
     * up to three, causes of the other parents. <i>O(n(n + m))</i> for <i>n</i> variables and <i>m</i> edges, and
     * <i>O(p³(n + m))</i> for <i>p</i> parents where such parents are looked for.
     *
     * @param graph the graph over the observed variables, a double-headed edge for each hidden common cause
     */
    static MonotoneIdentification of(Admg graph, String variable) {
        return new MonotoneCases(graph, graph.index(variable)).first();
    }

    /**
     * The noise is independent of the parents.
     *
     * @param variable the variable
     * @param parents its parents
     */
    record Markovian(String variable, List<String> parents) implements MonotoneIdentification {
        public Markovian {
            parents = List.copyOf(parents);
        }

        @Override
        public String text() {
            return "The noise of " + variable + " is independent of its parents " + parents
                    + ": the rank of a case among those with the same parents is its noise";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The noise is independent of the parents given other variables.
     *
     * @param variable the variable
     * @param parents the parents whose changes are answered for: all, unless some are among the given
     * @param given the other variables, which a change must not reach
     */
    record BackDoor(String variable, List<String> parents, List<String> given) implements MonotoneIdentification {
        public BackDoor {
            parents = List.copyOf(parents);
            given = List.copyOf(given);
        }

        @Override
        public String text() {
            return "The noise of " + variable + " is independent of its parents " + parents + " given " + given
                    + ": the rank of a case among those with the same parents and the same " + given
                    + " is its noise, if every value of the parents occurs with them";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * An instrument moves the one parent that the noise depends on.
     *
     * @param variable the variable
     * @param treatment the parent that depends on the noise
     * @param exogenous the other parents
     * @param instrument what moves the treatment and is independent of the noise given the other parents
     */
    record Instrumental(String variable, String treatment, List<String> exogenous, String instrument)
            implements MonotoneIdentification {
        public Instrumental {
            exogenous = List.copyOf(exogenous);
        }

        @Override
        public String text() {
            return instrument + " is an instrument for the effect of " + treatment + " on " + variable
                    + (exogenous.isEmpty() ? "" : " given " + exogenous)
                    + ": the noise has the same distribution for each of its values. Assumes that " + instrument
                    + " moves " + treatment + " enough, at every noise, for only one mechanism to fit";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * None of the cases applies.
     *
     * @param variable the variable
     * @param confounded the parents that depend on its noise
     * @param obstacles why observed causes of those parents are no instruments, one clause each
     */
    record Unidentified(String variable, List<String> confounded, List<String> obstacles)
            implements MonotoneIdentification {
        public Unidentified {
            confounded = List.copyOf(confounded);
            obstacles = List.copyOf(obstacles);
        }

        @Override
        public String text() {
            return "The counterfactuals of " + variable + " are not identified: its noise depends on its parents "
                    + confounded + " through a hidden common cause, which no observed variables block and no instrument"
                    + " gets around"
                    + (obstacles.isEmpty() ? "" : " (" + String.join("; ", obstacles) + ")")
                    + "; observe that cause or variables between it and one of the two, or a variable that moves "
                    + confounded.get(0) + " and has no other connection with " + variable;
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
