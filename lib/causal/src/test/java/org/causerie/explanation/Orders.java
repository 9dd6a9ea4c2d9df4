// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Shapley values as the average over all orders of the players, written out. */
final class Orders {
    private Orders() {}

    static double shapley(int players, int player, IntToDoubleFunction worth) {
        double sum = 0;
        List<List<Integer>> orders = new ArrayList<>(List.of(List.of()));
        for (int next = 0; next < players; next++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> order : orders)
                for (int place = 0; place <= order.size(); place++) {
                    List<Integer> more = new ArrayList<>(order);
                    more.add(place, next);
                    longer.add(more);
                }
            orders = longer;
        }
        for (List<Integer> order : orders) {
            int before = 0;
            for (int other : order.subList(0, order.indexOf(player))) before |= 1 << other;
            sum += worth.applyAsDouble(before | 1 << player) - worth.applyAsDouble(before);
        }
        return sum / orders.size();
    }
}
