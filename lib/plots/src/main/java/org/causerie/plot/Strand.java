// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.causerie.graph.Mark;
import org.causerie.plot.Layered.Point;
import org.causerie.plot.Svg.Ink;

/**
 * One edge as ink: a line of cubic curves and the marks at its ends, drawn as paths.
 *
 * @param course its start, then three points a curve
 * @param start the mark at its start
 * @param end the mark at its end
 * @param colour of line and marks
 * @param width of the line
 */
record Strand(List<Point> course, Mark start, Mark end, String colour, double width) {
    private static final double CIRCLE = 4;

    void draw(Svg svg) {
        List<Point> line = cut(course, end, width);
        List<Point> turned = new ArrayList<>(line);
        Collections.reverse(turned);
        List<Point> both = new ArrayList<>(cut(turned, start, width));
        Collections.reverse(both);
        Svg.Path path = new Svg.Path().move(both.get(0).x(), both.get(0).y());
        for (int i = 1; i + 2 < both.size(); i += 3) {
            Point a = both.get(i);
            Point b = both.get(i + 1);
            Point c = both.get(i + 2);
            path.curve(a.x(), a.y(), b.x(), b.y(), c.x(), c.y());
        }
        boolean dashed = start == Mark.ARROW && end == Mark.ARROW;
        svg.path(path, Ink.line(colour, width).dashed(dashed ? "6 4" : ""));
        mark(svg, end, course.get(course.size() - 1), both.get(both.size() - 1));
        mark(svg, start, course.get(0), both.get(0));
    }

    private void mark(Svg svg, Mark mark, Point tip, Point base) {
        if (mark == Mark.CIRCLE) {
            double x = (tip.x() + base.x()) / 2;
            double y = (tip.y() + base.y()) / 2;
            svg.circle(x, y, CIRCLE, Ink.fill(Theme.PAPER).outlined(colour, 1.6));
        }
        if (mark != Mark.ARROW) return;
        double length = Math.hypot(tip.x() - base.x(), tip.y() - base.y());
        double x = (tip.x() - base.x()) / length;
        double y = (tip.y() - base.y()) / length;
        double half = 3.2 + width * 0.9;
        // the wings lie a little behind the end of the line, so that no gap shows between them
        double back = 1.5;
        Svg.Path head = new Svg.Path()
                .move(tip.x(), tip.y())
                .line(base.x() - x * back - y * half, base.y() - y * back + x * half)
                .line(base.x() + x, base.y() + y)
                .line(base.x() - x * back + y * half, base.y() - y * back - x * half)
                .shut();
        svg.path(head, Ink.fill(colour));
    }

    /** The course without its last pixels, where the mark stands. */
    private static List<Point> cut(List<Point> course, Mark mark, double width) {
        double length = mark == Mark.ARROW ? 6.5 + width * 1.6 : mark == Mark.CIRCLE ? 2 * CIRCLE : 0;
        if (length == 0) return course;
        List<Point> left = new ArrayList<>(course);
        Point tip = left.get(left.size() - 1);
        while (true) {
            int n = left.size();
            Point[] curve = {left.get(n - 4), left.get(n - 3), left.get(n - 2), left.get(n - 1)};
            boolean last = n == 4;
            double t = 1;
            while (t > 0 && distance(at(curve, t)[3], tip) < length) t -= 1.0 / 128;
            if (t > 0 || last) {
                Point[] head = at(curve, Math.max(t, 0.02));
                for (int k = 1; k < 4; k++) left.set(n - 4 + k, head[k]);
                return left;
            }
            left = left.subList(0, n - 3);
        }
    }

    /** The part of a curve from its start to {@code t}, by de Casteljau's construction. */
    private static Point[] at(Point[] p, double t) {
        Point a = Courses.between(p[0], p[1], t);
        Point b = Courses.between(p[1], p[2], t);
        Point c = Courses.between(p[2], p[3], t);
        Point d = Courses.between(a, b, t);
        Point e = Courses.between(b, c, t);
        return new Point[] {p[0], a, d, Courses.between(d, e, t)};
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
}
