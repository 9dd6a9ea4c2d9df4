/**
 * Why an outcome is as it is, asked of a {@link org.causerie.model.CausalModel}.
 *
 * <p>Start with {@link org.causerie.explanation.IntrinsicCausalContribution}: how much of an outcome's variance
 * each of its causes adds by itself, beyond what it inherits.
 */
package org.causerie.explanation;
