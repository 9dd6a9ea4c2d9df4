// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.plot.Layered.Box;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Layered.Link;
import org.causerie.plot.Layered.Point;
import org.causerie.plot.Layered.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12, 16, 25, 40, 60})
    void boxesDoNotOverlapAndLinesMeetTheirBoxes(int size) {
        for (int number = 0; number < (size > 30 ? 2 : 6); number++) {
            RandomGenerator random = Seed.of(size).split(number).random();
            List<Box> boxes = new ArrayList<>();
            for (int i = 0; i < size; i++) boxes.add(new Box(50 + random.nextInt(130), 34, 0));
            List<Link> links = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                for (int j = i + 1; j < size; j++) {
                    double room = random.nextInt(3) == 0 ? 40 : 0;
                    if (random.nextDouble() < 2.5 / size) links.add(new Link(i, j, room, room > 0 ? 17 : 0));
                }
            }
            check(boxes, links, Layered.place(boxes, links, number % 2 == 1));
        }
    }

    private static void check(List<Box> boxes, List<Link> links, Layout layout) {
        for (int i = 0; i < boxes.size(); i++) {
            Point corner = layout.corners().get(i);
            assertThat(corner.x()).isGreaterThanOrEqualTo(20);
            assertThat(corner.y()).isGreaterThanOrEqualTo(20);
            assertThat(corner.x() + boxes.get(i).width()).isLessThanOrEqualTo(layout.width() - 20);
            assertThat(corner.y() + boxes.get(i).height()).isLessThanOrEqualTo(layout.height() - 20);
            for (int j = 0; j < i; j++)
                assertThat(apart(corner, boxes.get(i), layout.corners().get(j), boxes.get(j)))
                        .isTrue();
        }
        for (int k = 0; k < links.size(); k++) {
            Link link = links.get(k);
            Route route = layout.routes().get(k);
            List<Point> points = route.points();
            assertThat(points.size() % 3).isEqualTo(1);
            assertThat(onBorder(points.get(0), layout.corners().get(link.from()), boxes.get(link.from())))
                    .isTrue();
            assertThat(onBorder(points.get(points.size() - 1), layout.corners().get(link.to()), boxes.get(link.to())))
                    .isTrue();
            assertThat(route.label().isPresent()).isEqualTo(link.labelWidth() > 0);
            for (Point point : samples(points)) {
                for (int i = 0; i < boxes.size(); i++) {
                    if (i == link.from() || i == link.to()) continue;
                    assertThat(inside(point, layout.corners().get(i), boxes.get(i)))
                            .as("link %s runs through box %s", link, i)
                            .isFalse();
                }
                assertThat(point.x()).isBetween(2.0, layout.width() - 2);
                assertThat(point.y()).isBetween(2.0, layout.height() - 2);
            }
            if (route.label().isEmpty()) continue;
            Point centre = route.label().get();
            Point corner = new Point(centre.x() - link.labelWidth() / 2, centre.y() - link.labelHeight() / 2);
            Box label = new Box(link.labelWidth(), link.labelHeight(), 0);
            for (int i = 0; i < boxes.size(); i++) {
                assertThat(apart(corner, label, layout.corners().get(i), boxes.get(i)))
                        .isTrue();
            }
        }
    }

    private static boolean apart(Point a, Box first, Point b, Box second) {
        return a.x() + first.width() <= b.x()
                || b.x() + second.width() <= a.x()
                || a.y() + first.height() <= b.y()
                || b.y() + second.height() <= a.y();
    }

    private static boolean inside(Point point, Point corner, Box box) {
        return point.x() > corner.x() + 1
                && point.x() < corner.x() + box.width() - 1
                && point.y() > corner.y() + 1
                && point.y() < corner.y() + box.height() - 1;
    }

    private static boolean onBorder(Point point, Point corner, Box box) {
        double dx = Math.min(Math.abs(point.x() - corner.x()), Math.abs(point.x() - corner.x() - box.width()));
        double dy = Math.min(Math.abs(point.y() - corner.y()), Math.abs(point.y() - corner.y() - box.height()));
        boolean within = point.x() > corner.x() - 0.6
                && point.x() < corner.x() + box.width() + 0.6
                && point.y() > corner.y() - 0.6
                && point.y() < corner.y() + box.height() + 0.6;
        return within && Math.min(dx, dy) < 0.6;
    }

    private static List<Point> samples(List<Point> p) {
        List<Point> samples = new ArrayList<>();
        for (int i = 0; i + 3 < p.size(); i += 3) {
            for (double t = 0; t <= 1; t += 0.05) {
                double u = 1 - t;
                double[] weights = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
                double x = 0;
                double y = 0;
                for (int k = 0; k < 4; k++) {
                    x += weights[k] * p.get(i + k).x();
                    y += weights[k] * p.get(i + k).y();
                }
                samples.add(new Point(x, y));
            }
        }
        return samples;
    }

    @Test
    void laterStagesComeBehindEarlierOnes() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < 9; i++) boxes.add(new Box(60, 34, i % 3));
        List<Link> links = List.of(new Link(0, 4, 0, 0), new Link(3, 8, 0, 0), new Link(2, 5, 0, 0));
        Layout layout = Layered.place(boxes, links, false);
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 9; j++) {
                if (i % 3 >= j % 3) continue;
                assertThat(layout.corners().get(i).x() + 60)
                        .isLessThan(layout.corners().get(j).x());
            }
        }
        check(boxes, links, layout);
    }
}
