/**
 * Named worlds: models whose true answers are known, to learn on and to test methods against.
 *
 * <p>Start with {@link org.causerie.examples.Worlds}: each {@link org.causerie.examples.World} has a question, a graph,
 * data by seed, and the truth, found by intervening in the model that makes the data.
 */
package org.causerie.examples;
