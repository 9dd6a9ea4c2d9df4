// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.Displayable;

/** One of two models that nothing observed tells apart; it has exact answers to questions about any number of worlds. */
public sealed interface WitnessModel extends Distributions, Displayable permits ParityModel, HiddenCauseModel {}
