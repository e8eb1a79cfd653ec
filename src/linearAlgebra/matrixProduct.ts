import { Matrix, toMatrix, type MatrixLike } from "../arrays";
import { refuse, requireOneOf } from "../errors";
import { matrixProduct as writeProduct, type Transposed } from "../simd";

/**
 * The product A B of two matrices, or A'B or A B', as `tf.matMul` in float64. It is worked out in WebAssembly where it is
 * large: some 5e9 multiplications and additions a second.
 * @param transposed the factor that is taken transposed, without ever being turned round. Default `"none"`
 *
 * @example matrixProduct([[1, 2], [3, 4]], [[5], [6]]).toRows() // [[17], [39]]
 * @throws InputError when the shapes do not fit, or a number is not finite
 */
export function matrixProduct(left: MatrixLike, right: MatrixLike, transposed: Transposed = "none"): Matrix {
  requireOneOf("transposed", transposed, ["none", "left", "right"]);
  const [a, b] = [toMatrix(left, "left"), toMatrix(right, "right")];
  const [rows, terms] = transposed === "left" ? [a.columns, a.rows] : [a.rows, a.columns];
  const [other, columns] = transposed === "right" ? [b.columns, b.rows] : [b.rows, b.columns];
  if (other !== terms) {
    const what = transposed === "right" ? "columns" : "rows";
    refuse("right", `${terms} ${what}, one for each ${transposed === "left" ? "row" : "column"} of left`, other);
  }
  const product = Matrix.zeros(rows, columns);
  writeProduct(a, b, product, transposed);
  return product;
}

/** The transpose A': its rows are the columns of A. @throws InputError as `matrixProduct` */
export function transpose(matrix: MatrixLike): Matrix {
  const { rows, columns, values } = toMatrix(matrix, "matrix");
  const turned = Matrix.zeros(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned.values[j * rows + i] = values[i * columns + j];
  return turned;
}
