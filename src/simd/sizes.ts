/** Rows and columns of a tile of a Gram matrix. */
export const TILE = 4;
/** Rows of a Gram matrix taken at a time: few enough to stay in the processor's nearest cache. */
export const GRAM_ROWS = 128;
/** Rows that are reflected at a time: enough to keep the loops long, few enough to stay in the nearer caches. */
export const REFLECTED_ROWS = 256;
/** The rows of reflections come in eights: four pairs, whose sums do not wait for each other. */
export const EIGHT = 8;
/**
 * Rows of a logistic loss that are summed together. Their logarithms are taken together too, so their factors, 2 at most
 * and in four products, must not overflow.
 */
export const LOSS_ROWS = 256;
/**
 * Rows of a logistic loss that are read, and read again for the gradient, at a time: so few that while the processor
 * works on them it fetches some of the next ones from memory, which takes as long as all of the work.
 */
export const READ_ROWS = 32;
/** The rows of a logistic regression come in fours. */
export const FOUR = 4;
/** Terms of a matrix product taken at a time: few enough that a panel stays in the processor's nearest cache. */
export const PRODUCT_TERMS = 256;
