// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import java.util.Map;
import org.causerie.data.Dataset;

/**
 * One holder of cases, who tells sums over them and never a case: what a federation sees of a hospital, say. Safe for use by several
 * threads. Where the cases lie elsewhere, an implementation carries questions and sums to and fro.
 */
public interface FederatedClient {

    /** The columns by name, each with its levels if it is nominal, else with none. */
    Map<String, List<String>> columns();

    /** The sums that a question asks for. */
    FederatedSums answer(FederatedQuestion question);

    /**
     * A client that holds these cases.
     *
     * @throws org.causerie.CausalException if values are missing, rows have sampling weights, there are fewer than 10 cases, or one of several
     *     columns of numbers is constant or a linear function of others
     */
    static FederatedClient of(Dataset data) {
        return LocalClient.of(data);
    }
}
