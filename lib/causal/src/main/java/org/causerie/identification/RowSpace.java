// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** The span of vectors, by an orthonormal base that grows with them. */
final class RowSpace {
    private static final double ZERO = 1e-10;

    private final List<DMatrixRMaj> base = new ArrayList<>();

    /** Adds a vector, unless it is in the span already. */
    void add(double[] vector) {
        DMatrixRMaj unit = new DMatrixRMaj(vector);
        double norm = NormOps_DDRM.normF(unit);
        if (norm == 0 || base.size() == vector.length) return;
        CommonOps_DDRM.divide(unit, norm);
        remove(unit);
        double rest = NormOps_DDRM.normF(unit);
        if (rest < ZERO) return;
        CommonOps_DDRM.divide(unit, rest);
        remove(unit);
        NormOps_DDRM.normalizeF(unit);
        base.add(unit);
    }

    /** What is left of a vector when its part in the span is taken away. */
    double[] rest(double[] vector) {
        DMatrixRMaj rest = new DMatrixRMaj(vector);
        remove(rest);
        remove(rest);
        return rest.data;
    }

    private void remove(DMatrixRMaj vector) {
        for (DMatrixRMaj unit : base) CommonOps_DDRM.addEquals(vector, -CommonOps_DDRM.dot(unit, vector), unit);
    }

    int size() {
        return base.size();
    }

    /** The vectors of the base. */
    List<double[]> base() {
        return base.stream().map(unit -> unit.data).toList();
    }
}
