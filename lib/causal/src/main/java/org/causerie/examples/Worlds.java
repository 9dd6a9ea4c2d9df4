// SPDX-License-Identifier: Apache-2.0
package org.causerie.examples;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.data.Datasets;
import org.causerie.graph.Dag;
import org.causerie.identification.Query;
import org.causerie.model.Cpt;
import org.causerie.model.Noise;
import org.causerie.model.Row;
import org.causerie.model.Scm;

/** Small worlds with known truth. */
public final class Worlds {
    private static final String PEARL = "Pearl, J. (2009). Causality, 2nd edition. doi:10.1017/CBO9780511803161";

    private Worlds() {}

    /** Every world. */
    public static List<World> all() {
        return List.of(
                confoundedLinear(),
                linearTreatment(),
                nonlinearTreatment(),
                collegePlans(),
                frontDoor(),
                instrument(),
                mBias());
    }

    /** Numbers: a cause of both doubles the apparent effect, and adjusting for it is enough. */
    public static World confoundedLinear() {
        Scm model = Scm.builder()
                .root("Z", Noise.gaussian(1))
                .linear("X", Map.of("Z", 1.0), Noise.gaussian(1))
                .linear("Y", Map.of("X", 1.0, "Z", 2.0), Noise.gaussian(1))
                .build();
        return new World(
                "confounded linear",
                "regressing Y on X alone finds 2, adjusting for Z finds the true 1",
                PEARL,
                model,
                Set.of(),
                Query.ate("X", "Y"));
    }

    /** A treatment chosen by logistic regression, with the same effect of 2 for everyone. */
    public static World linearTreatment() {
        Scm model = Scm.builder()
                .root("W1", Noise.gaussian(1))
                .root("W2", Noise.gaussian(1))
                .binary("T", List.of("W1", "W2"), row -> logistic(0.8 * row.get("W1") - 0.5 * row.get("W2")))
                .additive(
                        "Y",
                        List.of("T", "W1", "W2"),
                        row -> 1 + 2 * row.get("T") + 1.5 * row.get("W1") + row.get("W2"),
                        Noise.gaussian(1))
                .build();
        return new World(
                "linear treatment",
                "linear and logistic regression are both right here, so every adjustment agrees",
                "Rosenbaum, P. R. & Rubin, D. B. (1983). doi:10.1093/biomet/70.1.41",
                model,
                Set.of(),
                Query.ate("T", "Y"));
    }

    /** A treatment chosen by a curved rule, with an effect that differs between people. */
    public static World nonlinearTreatment() {
        Scm model = Scm.builder()
                .root("W1", Noise.uniform(-2, 2))
                .root("W2", Noise.gaussian(1))
                .binary("W3", 0.4)
                .binary("T", List.of("W1", "W2", "W3"), Worlds::curvedPropensity)
                .additive(
                        "Y",
                        List.of("T", "W1", "W2", "W3"),
                        row -> row.get("T") * (1 + 0.5 * row.get("W1") + row.get("W3"))
                                + row.get("W1") * row.get("W1")
                                + Math.sin(2 * row.get("W2")),
                        Noise.laplace(0.7))
                .build();
        return new World(
                "nonlinear treatment",
                "the effect is 1.4 on average; a linear regression is wrong about both the choice and the outcome",
                "Chernozhukov, V. et al. (2018). doi:10.1111/ectj.12097",
                model,
                Set.of(),
                Query.ate("T", "Y"));
    }

    private static double curvedPropensity(Row row) {
        return logistic(0.8 * row.get("W1") * row.get("W1") - 1 + 0.6 * row.get("W2") + 0.5 * row.get("W3"));
    }

    /** The twin of the college plans of Wisconsin's seniors: tables fitted to them, so that their truth is known. */
    public static World collegePlans() {
        Dag graph = Dag.of(
                "sex -> encouragement",
                "sex -> plans",
                "ses -> iq",
                "ses -> encouragement",
                "ses -> plans",
                "iq -> encouragement",
                "iq -> plans",
                "encouragement -> plans");
        return new World(
                "college plans",
                "in this twin, parental encouragement does change plans, by less than plans differ with it",
                "Sewell, W. H. & Shah, V. P. (1968). American Journal of Sociology 73, 559-572",
                Scm.fit(graph, Datasets.collegePlans()),
                Set.of(),
                Query.ate("encouragement", "plans"));
    }

    /** A hidden cause of both, but all of the effect passes through a mediator it does not touch. */
    public static World frontDoor() {
        Scm model = Scm.builder()
                .binary("U", 0.5)
                .add("X", Cpt.of("0", "1").given("U").when("0", 0.8, 0.2).when("1", 0.3, 0.7))
                .add("M", Cpt.of("0", "1").given("X").when("0", 0.9, 0.1).when("1", 0.25, 0.75))
                .add(
                        "Y",
                        Cpt.of("0", "1")
                                .given("M", "U")
                                .when(List.of("0", "0"), 0.9, 0.1)
                                .when(List.of("0", "1"), 0.5, 0.5)
                                .when(List.of("1", "0"), 0.6, 0.4)
                                .when(List.of("1", "1"), 0.2, 0.8))
                .build();
        return new World(
                "front door",
                "the hidden U confounds X and Y; the mediator M gives the effect all the same",
                PEARL,
                model,
                Set.of("U"),
                Query.ate("X", "Y"));
    }

    /** A hidden cause of both, and an instrument that moves only the treatment. */
    public static World instrument() {
        Scm model = Scm.builder()
                .root("U", Noise.gaussian(1))
                .root("Z", Noise.gaussian(1))
                .linear("X", Map.of("Z", 0.7, "U", 1.0), Noise.gaussian(0.5))
                .linear("Y", Map.of("X", 1.5, "U", -2.0), Noise.gaussian(1))
                .build();
        return new World(
                "instrument",
                "the hidden U turns regression upside down; Z moves X and nothing else",
                "Wright, P. G. (1928). The Tariff on Animal and Vegetable Oils, appendix B",
                model,
                Set.of("U"),
                Query.ate("X", "Y"));
    }

    /** No confounding at all until one adjusts for a variable that comes before both. */
    public static World mBias() {
        Scm model = Scm.builder()
                .root("U1", Noise.gaussian(1))
                .root("U2", Noise.gaussian(1))
                .linear("Z", Map.of("U1", 1.0, "U2", 1.0), Noise.gaussian(0.5))
                .linear("X", Map.of("U1", 1.0), Noise.gaussian(1))
                .linear("Y", Map.of("X", 1.0, "U2", 1.0), Noise.gaussian(1))
                .build();
        return new World(
                "M-bias",
                "regressing Y on X is right, and adjusting for Z makes it wrong",
                "Greenland, S., Pearl, J. & Robins, J. M. (1999). doi:10.1097/00001648-199901000-00008",
                model,
                Set.of("U1", "U2"),
                Query.ate("X", "Y"));
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
