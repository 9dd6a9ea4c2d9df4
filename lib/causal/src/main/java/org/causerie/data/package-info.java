// SPDX-License-Identifier: Apache-2.0
/**
 * Tables of cases: columns with kinds and units, missing values, counts or weights, groups; the data sets
 * that come with the library; what is known before any data is seen.
 *
 * <p>Start with {@link org.causerie.data.Dataset}.
 */
package org.causerie.data;
