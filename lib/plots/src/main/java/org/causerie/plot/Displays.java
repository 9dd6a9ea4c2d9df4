// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.Optional;
import org.causerie.Displayable;
import org.causerie.graph.CausalGraph;
import org.ejml.data.DMatrix;
import org.ejml.simple.SimpleBase;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Shows values that cannot show themselves, or shows them better: causal graphs as drawings, Tablesaw's tables and
 * columns and EJML's matrices as tables, XChart's charts as drawings.
 */
public final class Displays implements Displayable.Provider {

    /** Called by {@link java.util.ServiceLoader}. */
    public Displays() {}

    @Override
    public Optional<Displayable> display(Object value) {
        if (value instanceof CausalGraph graph)
            return Optional.of(GraphPlot.withDefaults().plot(graph));
        if (value instanceof Table table) return Optional.of(new TableView(table));
        if (value instanceof Column<?> column) return Optional.of(new TableView(Table.create(column.name(), column)));
        if (value instanceof DMatrix matrix) return Optional.of(new MatrixView(matrix));
        if (value instanceof SimpleBase<?> simple && simple.getMatrix() instanceof DMatrix matrix) {
            return Optional.of(new MatrixView(matrix));
        }
        if (value instanceof IChart chart) return Optional.of(new ChartView(chart));
        return Optional.empty();
    }

    /** A chart of XChart's. */
    private record ChartView(IChart chart) implements Displayable {
        @Override
        public String text() {
            String title = chart.getTitle().isEmpty() ? "" : " \"" + chart.getTitle() + "\"";
            return chart.getClass().getSimpleName() + title + ", " + chart.getWidth() + " × " + chart.getHeight()
                    + " pixels";
        }

        @Override
        public Optional<String> svg() {
            return Optional.of(Charts.svg(chart));
        }
    }
}
