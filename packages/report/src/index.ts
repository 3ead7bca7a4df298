export type { Filled } from "./forms/Filled.ts"
export type { FormRequest } from "./forms/FormView.ts"
export { form } from "./forms/form.ts"
export { workbook } from "./workbook.ts"
