export { ImagesPanel } from './images-panel.tsx'
export { StudyStage } from './study-stage.tsx'
export { UploadButton } from './upload-button.tsx'
export { WaitingStudies } from './waiting-studies.tsx'
