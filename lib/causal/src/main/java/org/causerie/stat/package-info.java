// SPDX-License-Identifier: Apache-2.0
/**
 * What the methods ask of data: sufficient statistics, tests of conditional independence, scores, and
 * the regressions and classifiers that estimators use for nuisance functions.
 */
package org.causerie.stat;
