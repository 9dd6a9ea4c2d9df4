// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import org.causerie.plot.Layered.Box;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Layered.Link;
import org.causerie.plot.Layered.Point;

/** The courses of lines: a start, then three points for every cubic curve. */
final class Courses {
    private static final double RADIUS = 14;
    private static final double STEP = 6;

    private Courses() {}

    /** Brings control points to whole cubic curves, by one or two more before the end. */
    static List<Point> whole(List<Point> points) {
        List<Point> out = new ArrayList<>(points);
        while (out.size() % 3 != 1) {
            Point before = out.get(out.size() - 2);
            Point last = out.get(out.size() - 1);
            out.add(out.size() - 1, between(before, last, 0.5));
        }
        return List.copyOf(out);
    }

    /** Straight pieces from point to point, the corners rounded. */
    static List<Point> rounded(List<Point> points) {
        List<Point> out = new ArrayList<>(List.of(points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            Point start = towards(corner, points.get(i - 1));
            Point end = towards(corner, points.get(i + 1));
            straight(out, start);
            out.add(between(start, corner, 2.0 / 3));
            out.add(between(end, corner, 2.0 / 3));
            out.add(end);
        }
        straight(out, points.get(points.size() - 1));
        return List.copyOf(out);
    }

    private static void straight(List<Point> out, Point end) {
        Point start = out.get(out.size() - 1);
        out.add(between(start, end, 1.0 / 3));
        out.add(between(start, end, 2.0 / 3));
        out.add(end);
    }

    /** The point where a corner's rounding begins, at most half way to its neighbour. */
    private static Point towards(Point corner, Point neighbour) {
        double length = Math.hypot(neighbour.x() - corner.x(), neighbour.y() - corner.y());
        return between(corner, neighbour, length > 0 ? Math.min(0.5, RADIUS / length) : 0);
    }

    /** Whether no line runs through a box that it does not join. */
    static boolean clear(List<Box> boxes, List<Link> links, Layout layout) {
        for (int k = 0; k < links.size(); k++) {
            List<Point> course = layout.routes().get(k).points();
            for (int i = 0; i < boxes.size(); i++) {
                if (i == links.get(k).from() || i == links.get(k).to()) continue;
                if (meets(course, layout.corners().get(i), boxes.get(i))) return false;
            }
        }
        return true;
    }

    private static boolean meets(List<Point> course, Point corner, Box box) {
        for (int start = 0; start + 3 < course.size(); start += 3) {
            int samples = (int) Math.ceil(reach(course, start) / STEP) + 1;
            for (int sample = 0; sample <= samples; sample++) {
                Point point = at(course, start, (double) sample / samples);
                boolean across = point.x() > corner.x() && point.x() < corner.x() + box.width();
                if (across && point.y() > corner.y() && point.y() < corner.y() + box.height()) return true;
            }
        }
        return false;
    }

    /** The length of the control points' polygon, which the curve does not exceed. */
    private static double reach(List<Point> course, int start) {
        double length = 0;
        for (int i = start; i < start + 3; i++) {
            length += Math.hypot(
                    course.get(i + 1).x() - course.get(i).x(),
                    course.get(i + 1).y() - course.get(i).y());
        }
        return length;
    }

    private static Point at(List<Point> course, int start, double t) {
        Point a = between(course.get(start), course.get(start + 1), t);
        Point b = between(course.get(start + 1), course.get(start + 2), t);
        Point c = between(course.get(start + 2), course.get(start + 3), t);
        return between(between(a, b, t), between(b, c, t), t);
    }

    /** The point half way along a course, by its curves. */
    static Point middle(List<Point> course) {
        int curves = (course.size() - 1) / 3;
        return at(course, (curves / 2) * 3, curves % 2 == 0 ? 0 : 0.5);
    }

    /** The point a part of the way from one to another. */
    static Point between(Point a, Point b, double part) {
        return new Point(a.x() + (b.x() - a.x()) * part, a.y() + (b.y() - a.y()) * part);
    }
}
