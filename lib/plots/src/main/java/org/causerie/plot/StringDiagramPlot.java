// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.model.StringDiagram;
import org.causerie.model.StringDiagram.Box;
import org.causerie.model.StringDiagram.Held;
import org.causerie.model.StringDiagram.Uniform;
import org.causerie.plot.GraphSheet.Panel;
import org.causerie.plot.Layered.Layout;

/**
 * Draws string diagrams as their literature does, upwards: what comes in is at the bottom, what goes out at the top.
 *
 * <p>A box is the mechanism of a variable; one that takes nothing ends in a point. A wire has its variable's name, a
 * black dot where it is copied and a ground sign where it is discarded. Variables that surgery made uniform or holds at
 * a level are in the colour of what is set. Wires are placed so that few of them cross, whatever their order.
 *
 * @param title over the drawing, may be empty
 * @param diagrams one, or several that are drawn side by side
 */
public record StringDiagramPlot(String title, List<StringDiagram> diagrams) implements Displayable {

    public StringDiagramPlot {
        diagrams = List.copyOf(diagrams);
        if (diagrams.isEmpty()) throw new CausalException("A drawing needs at least one diagram; none was given");
    }

    /** One diagram. */
    public static StringDiagramPlot of(StringDiagram diagram) {
        return new StringDiagramPlot("", List.of(diagram));
    }

    /** Two diagrams side by side, such as those before and after a cut. */
    public static StringDiagramPlot of(StringDiagram diagram, StringDiagram other) {
        return new StringDiagramPlot("", List.of(diagram, other));
    }

    public StringDiagramPlot title(String words) {
        return new StringDiagramPlot(words, diagrams);
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        if (!title.isEmpty()) lines.add(title);
        for (StringDiagram diagram : diagrams) {
            if (!head(diagram).isEmpty()) lines.add(head(diagram) + ":");
            lines.add(diagram.text());
        }
        return String.join("\n", lines);
    }

    /** What surgery was done; empty where there is one diagram, or surgery on none. */
    private String head(StringDiagram diagram) {
        if (diagrams.size() == 1
                || diagrams.stream().allMatch(each -> surgery(each).isEmpty())) return "";
        return surgery(diagram).isEmpty() ? "as it is" : surgery(diagram);
    }

    private static String surgery(StringDiagram diagram) {
        return diagram.boxes().stream()
                .filter(box -> box instanceof Uniform || box instanceof Held)
                .map(StringDiagramPlot::surgery)
                .collect(Collectors.joining(", "));
    }

    private static String surgery(Box box) {
        return box instanceof Held held ? held.output() + " held at " + held.level() : box.output() + " cut";
    }

    /** Empty where a diagram has nothing in it, or more boxes, dots and ends than 300. */
    @Override
    public Optional<String> svg() {
        if (diagrams.size() == 1) {
            StringDrawing drawing = new StringDrawing(diagrams.get(0));
            return drawing.layout(true).map(layout -> draw(drawing, layout));
        }
        List<Panel> panels = diagrams.stream()
                .map(diagram -> new Panel(head(diagram), "", Theme.SOFT, new StringDrawing(diagram)))
                .toList();
        return GraphSheet.draw(title, List.of(), panels);
    }

    private String draw(StringDrawing drawing, Layout layout) {
        double head = title.isEmpty() ? 0 : 34;
        double words = title.isEmpty() ? 0 : Math.min(600, Theme.TITLE.width(title)) + 2 * Frame.SIDE;
        double width = Math.max(layout.width(), words);
        String what = title.isEmpty() ? "String diagram" : title;
        Svg svg = new Svg(width, head + layout.height(), what);
        if (head > 0) svg.text(Frame.SIDE, 30, Frame.fit(title, Theme.TITLE, width - 40), Theme.TITLE);
        drawing.draw(svg, layout, (width - layout.width()) / 2, head);
        return svg.document();
    }
}
