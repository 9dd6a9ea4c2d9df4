// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.causerie.Progress;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places boxes in layers and leads the lines between them around the boxes, by the Eclipse Layout Kernel.
 *
 * <p>The same boxes and links give the same places on every run and machine. About 50 ms for 60 boxes once warm.
 */
final class Layered {
    private static final double MARGIN = 22;

    /**
     * What has to be placed: its size in pixels, and its stage; the boxes of a later stage come behind those of an earlier.
     *
     * @param end whether it is in the first layer, if no link enters it, or in the last, if none leaves it
     */
    record Box(double width, double height, int stage, LayerConstraint end) {
        Box(double width, double height, int stage) {
            this(width, height, stage, LayerConstraint.NONE);
        }
    }

    /** A line from one box to another, by their numbers, with room for a label where {@code labelWidth} > 0. */
    record Link(int from, int to, double labelWidth, double labelHeight) {}

    record Point(double x, double y) {}

    /**
     * The course of a line: its start, then control points of cubic curves, three a curve.
     *
     * @param label the centre of the label
     */
    record Route(List<Point> points, Optional<Point> label) {}

    /** Upper left corners of the boxes, courses of the links, both in the order given, and the size of it all. */
    record Layout(List<Point> corners, List<Route> routes, double width, double height) {}

    static {
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
    }

    private Layered() {}

    /**
     * Places everything; the lines are smooth, or have rounded corners where a smooth one would run through a box.
     *
     * @param down layers from top to bottom instead of from left to right
     */
    static Layout place(List<Box> boxes, List<Link> links, boolean down) {
        return place(boxes, links, down, down ? 46 : 58);
    }

    /** The same, with so many pixels between layers. */
    static Layout place(List<Box> boxes, List<Link> links, boolean down, double gap) {
        Layout smooth = place(boxes, links, down, gap, EdgeRouting.SPLINES);
        if (Courses.clear(boxes, links, smooth)) return smooth;
        return place(boxes, links, down, gap, EdgeRouting.POLYLINE);
    }

    /** The layout, or empty where it cannot be found. */
    static Optional<Layout> attempt(Supplier<Layout> layout) {
        try {
            return Optional.of(layout.get());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Layout place(List<Box> boxes, List<Link> links, boolean down, double gap, EdgeRouting routing) {
        ElkNode root = ElkGraphUtil.createGraph();
        settle(root, down, gap, boxes.size() > 15);
        root.setProperty(LayeredOptions.EDGE_ROUTING, routing);
        boolean staged = boxes.stream().anyMatch(box -> box.stage() != 0);
        boolean ended = boxes.stream().anyMatch(box -> box.end() != LayerConstraint.NONE);
        if (staged) stage(root);
        if (staged || ended) root.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        List<ElkNode> nodes = new ArrayList<>();
        for (Box box : boxes) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(box.width(), box.height());
            if (staged) node.setProperty(LayeredOptions.PARTITIONING_PARTITION, box.stage());
            node.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, box.end());
            nodes.add(node);
        }
        List<ElkEdge> edges = new ArrayList<>();
        for (Link link : links) edges.add(connect(nodes.get(link.from()), nodes.get(link.to()), link));
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor() {
            @Override
            public boolean isCanceled() {
                return Thread.currentThread().isInterrupted();
            }
        });
        Progress.checkpoint();
        return new Layout(
                nodes.stream().map(node -> new Point(node.getX(), node.getY())).toList(),
                edges.stream().map(edge -> route(edge, routing)).toList(),
                root.getWidth(),
                root.getHeight());
    }

    /**
     * Keeps stages apart. The kernel joins the boxes of one stage to those of the next while it finds layers, in the order of a
     * set hashed by identity; neither the longest path nor the order given, to begin with, depends on that.
     */
    private static void stage(ElkNode root) {
        root.setProperty(LayeredOptions.PARTITIONING_ACTIVATE, true);
        root.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.LONGEST_PATH_SOURCE);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    }

    private static void settle(ElkNode root, boolean down, double gap, boolean large) {
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(LayeredOptions.DIRECTION, down ? Direction.DOWN : Direction.RIGHT);
        root.setProperty(LayeredOptions.RANDOM_SEED, 1);
        // Brandes and Köpf keep small graphs symmetrical, but stretch large ones
        if (large) root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.ASPECT_RATIO, 1.8);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, down ? 34.0 : 26.0);
        root.setProperty(LayeredOptions.SPACING_COMPONENT_COMPONENT, 30.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, gap);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 14.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 12.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 3.0);
    }

    private static ElkEdge connect(ElkConnectableShape from, ElkConnectableShape to, Link link) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(from, to);
        if (link.labelWidth() > 0) {
            ElkLabel label = ElkGraphUtil.createLabel("label", edge);
            label.setDimensions(link.labelWidth(), link.labelHeight());
            label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
            label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
        }
        return edge;
    }

    private static Route route(ElkEdge edge, EdgeRouting routing) {
        ElkEdgeSection section = edge.getSections().get(0);
        List<Point> points = new ArrayList<>();
        points.add(new Point(section.getStartX(), section.getStartY()));
        section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
        points.add(new Point(section.getEndX(), section.getEndY()));
        Optional<Point> label = edge.getLabels().stream()
                .findFirst()
                .map(at -> new Point(at.getX() + at.getWidth() / 2, at.getY() + at.getHeight() / 2));
        return new Route(routing == EdgeRouting.SPLINES ? Courses.whole(points) : Courses.rounded(points), label);
    }
}
