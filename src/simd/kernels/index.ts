import { moduleBytes, type FunctionWriter } from "../assembler";
import { addProducts } from "./addProducts";
import { addGram, addHessian, addReflections, blockLosses } from "./blocks";
import { gramTile } from "./gramTile";
import { addGradient, decisions, errorsAndLosses, rootWeights, weighRows } from "./logistic";
import { addMatrixProduct } from "./matrixProduct";
import { packRows } from "./packRows";
import { packColumns, reflect } from "./reflections";

export { constants } from "./constants";

/** The module of all kernels. */
export function kernelBytes(): Uint8Array {
  const functions: FunctionWriter[] = [];
  const place = (writer: FunctionWriter): number => functions.push(writer) - 1;
  const products = place(addProducts(place(gramTile("wideTile", 2)), place(gramTile("narrowTile", 1))));
  const places = {
    decisions: place(decisions()),
    errorsAndLosses: place(errorsAndLosses()),
    addGradient: place(addGradient()),
    rootWeights: place(rootWeights()),
    weighRows: place(weighRows()),
    addProducts: products,
  };
  place(addGram(place(packRows()), products));
  place(addReflections(place(packColumns()), place(reflect())));
  place(addHessian(places));
  place(blockLosses(places));
  place(addMatrixProduct());
  return moduleBytes(functions);
}
