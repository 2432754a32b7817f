declare module 'dcmjs' {
  type Dataset = Record<string, unknown>
  const dcmjs: {
    data: {
      datasetToDict(dataset: Dataset): { write(): ArrayBuffer }
      DicomMessage: { readFile(bytes: ArrayBuffer): { dict: Dataset; meta: Dataset } }
      DicomMetaDictionary: { naturalizeDataset(dict: Dataset): Dataset }
    }
  }
  export default dcmjs
}
