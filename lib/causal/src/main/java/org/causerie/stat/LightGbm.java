// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * Trains and asks LightGBM: on one thread, so that the number of processors never changes a result, and
 * with the model kept as text, so that no native memory outlives a call.
 */
final class LightGbm implements Fitted {
    /** One thread, repeatable sums, and leaves bounded by weight instead of by rows. */
    private static final String ALWAYS = " num_threads=1 deterministic=true force_row_wise=true verbosity=-1"
            + " min_data_in_leaf=1 min_data_in_bin=1 feature_pre_filter=false boost_from_average=true";

    private final String model;
    private final int features;

    private LightGbm(String model, int features) {
        this.model = model;
        this.features = features;
    }

    /**
     * Grows trees.
     *
     * @param settings LightGBM's own, apart from those that always hold
     */
    static LightGbm train(String settings, int trees, double[][] columns, double[] y, double[] weights) {
        if (columns.length == 0) {
            throw new CausalException("Trees need at least one feature; without any, use the mean of the target");
        }
        String all = settings + ALWAYS;
        return guarded(() -> {
            try (LGBMDataset data =
                    LGBMDataset.createFromMat(rowMajor(columns), y.length, columns.length, true, all, null)) {
                data.setField("label", floats(y));
                data.setField("weight", floats(asCases(weights)));
                try (LGBMBooster booster = LGBMBooster.create(data, all)) {
                    for (int tree = 0; tree < trees; tree++) {
                        Progress.checkpoint();
                        // true: no split is left that would help
                        if (booster.updateOneIter()) break;
                    }
                    String model = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.SPLIT);
                    return new LightGbm(model, columns.length);
                }
            }
        });
    }

    @Override
    public double[] predict(double[][] columns) {
        if (columns.length != features) {
            throw new CausalException("The fit has " + features + " features, but " + columns.length
                    + " columns were given to predict from");
        }
        if (columns[0].length == 0) return new double[0];
        return guarded(() -> {
            try (LGBMBooster booster = LGBMBooster.loadModelFromString(model)) {
                return booster.predictForMat(
                        rowMajor(columns),
                        columns[0].length,
                        features,
                        true,
                        PredictionType.C_API_PREDICT_NORMAL,
                        "num_threads=1");
            }
        });
    }

    /** A setting and its value as LightGBM reads them. */
    static String setting(String name, double value) {
        return " " + name + "=" + value;
    }

    private interface NativeWork<T> {
        T run() throws LGBMException;
    }

    private static <T> T guarded(NativeWork<T> work) {
        try {
            Objects.requireNonNull(Native.FOLDER);
            return work.run();
        } catch (LGBMException e) {
            throw new CausalException("LightGBM failed: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new CausalException(
                    "Boosting and Forest need LightGBM's native library, which cannot be loaded on this machine. On Debian"
                            + " and Ubuntu: apt-get install libgomp1, then start Java again. Or use LinearRegression,"
                            + " LogisticRegression, Ridge or PenalisedLogistic",
                    e);
        }
    }

    /**
     * The native library, loaded once from a folder of this process. Left to itself, lightgbm4j writes it to
     * a fixed name in the folder for temporary files, where a second process doing so at the same time
     * breaks the first.
     */
    private static final class Native {
        static final Path FOLDER = load();

        private Native() {}

        private static Path load() {
            String shared = System.getProperty("java.io.tmpdir");
            try {
                Path own = Files.createTempDirectory("causerie-lightgbm");
                own.toFile().deleteOnExit();
                System.setProperty("java.io.tmpdir", own.toString());
                LGBMBooster.loadNative();
                try (Stream<Path> files = Files.list(own)) {
                    files.forEach(file -> file.toFile().deleteOnExit());
                }
                return own;
            } catch (IOException e) {
                throw (UnsatisfiedLinkError)
                        new UnsatisfiedLinkError("it cannot be written to " + shared + ": " + e.getMessage())
                                .initCause(e);
            } finally {
                System.setProperty("java.io.tmpdir", shared);
            }
        }
    }

    /** Whole weights are counts of cases and stay; others are scaled to a mean of 1. */
    private static double[] asCases(double[] weights) {
        if (Arrays.stream(weights).allMatch(weight -> weight == Math.rint(weight))) return weights;
        double mean = Arrays.stream(weights).average().orElseThrow();
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
    }

    private static double[] rowMajor(double[][] columns) {
        double[] matrix = new double[Math.multiplyExact(columns.length, columns[0].length)];
        for (int j = 0; j < columns.length; j++) {
            for (int row = 0; row < columns[j].length; row++) matrix[row * columns.length + j] = columns[j][row];
        }
        return matrix;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int row = 0; row < values.length; row++) floats[row] = (float) values[row];
        return floats;
    }
}
