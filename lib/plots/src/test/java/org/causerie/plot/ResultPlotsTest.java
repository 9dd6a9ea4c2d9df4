// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Ipw;
import org.causerie.estimation.NaiveDifference;
import org.causerie.estimation.RegressionAdjustment;
import org.causerie.graph.Dag;
import org.causerie.identification.Estimand;
import org.causerie.identification.Identify;
import org.causerie.identification.Query;
import org.causerie.refutation.PlaceboTreatment;
import org.causerie.sensitivity.EValue;
import org.causerie.sensitivity.RobustnessValue;
import org.junit.jupiter.api.Test;

class ResultPlotsTest {
    private static final Dataset DATA = Datasets.collegePlans();
    private static final Estimand ESTIMAND = Identify.withDefaults()
            .identify(
                    Query.ate("encouragement", "plans"),
                    Dag.of("ses -> encouragement -> plans", "ses -> plans", "iq -> encouragement", "iq -> plans"))
            .estimand();
    private static final Estimate WEIGHTED = Ipw.withDefaults().estimate(ESTIMAND, DATA, Seed.of(1));
    private static final Estimate ADJUSTED = RegressionAdjustment.withDefaults().estimate(ESTIMAND, DATA, Seed.of(1));
    private static final Estimate NAIVE = NaiveDifference.withDefaults().estimate(ESTIMAND, DATA, Seed.of(1));

    private static void isDrawn(Displayable plot) {
        Document.of(plot.svg().orElseThrow());
        assertThat(plot.text()).isNotBlank();
    }

    @Test
    void estimatesKeepTheirValuesIntervalsAndNames() {
        EstimatePlot plot = EstimatePlot.of(NAIVE, ADJUSTED, WEIGHTED);
        List<Estimate> estimates = List.of(NAIVE, ADJUSTED, WEIGHTED);
        for (int i = 0; i < 3; i++) {
            EstimatePlot.Row row = plot.rows().get(i);
            assertThat(row.value()).isEqualTo(estimates.get(i).value());
            assertThat(row.low()).isEqualTo(estimates.get(i).interval().lower());
            assertThat(row.high()).isEqualTo(estimates.get(i).interval().upper());
            assertThat(row.name()).isEqualTo(estimates.get(i).estimator().name());
            assertThat(row.causal()).isEqualTo(i > 0);
        }
        assertThat(plot.axis()).isEqualTo("risk difference");
        isDrawn(plot);
        assertThatThrownBy(() -> EstimatePlot.of(List.of())).isInstanceOf(CausalException.class);
    }

    @Test
    void overlapAndBalanceComeFromTheEstimate() {
        OverlapPlot overlap = OverlapPlot.of(WEIGHTED);
        assertThat(overlap.weights()).isEqualTo(DATA.weights());
        assertThat(overlap.treated()).isEqualTo(DATA.values("encouragement"));
        isDrawn(overlap);
        BalancePlot balance = BalancePlot.of(WEIGHTED);
        assertThat(balance.rows()).allMatch(row -> row.after() < row.before());
        isDrawn(balance);
        assertThatThrownBy(() -> OverlapPlot.of(NAIVE))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("naive difference")
                .hasMessageContaining("Ipw or Aipw");
    }

    @Test
    void refutationsShowTheirReplicates() {
        var refutation = PlaceboTreatment.withDefaults().replicates(20).refute(ADJUSTED, Seed.of(3));
        ReplicatesPlot plot = ReplicatesPlot.of(refutation);
        assertThat(plot.replicates()).isEqualTo(refutation.replicates());
        assertThat(plot.estimate()).isEqualTo(ADJUSTED.value());
        assertThat(plot.note()).contains("20 replicates");
        isDrawn(plot);
    }

    @Test
    void sensitivityAgreesWithTheValues() {
        EValue value = EValue.of(ADJUSTED);
        SensitivityPlot plot = SensitivityPlot.of(value);
        assertThat(plot.points().get(0).x()).isCloseTo(value.value(), within(1e-9));
        assertThat(plot.points().get(1).x()).isCloseTo(value.limit(), within(1e-9));
        isDrawn(plot);
        RobustnessValue robustness = RobustnessValue.of(ADJUSTED);
        SensitivityPlot contours = SensitivityPlot.of(robustness);
        assertThat(contours.points().get(0).x())
                .isCloseTo(robustness.regression().robustness(1), within(1e-9));
        isDrawn(contours);
    }
}
