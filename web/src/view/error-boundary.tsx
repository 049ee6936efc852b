import { Component, type ReactNode } from 'react'

/** What is guarded. */
export interface ErrorBoundaryProps {
  /** What it is called when it fails. */
  readonly part: string
  readonly children: ReactNode
}

/** Keeps one part's failure from taking the page down. React knows no other shape for it than a class. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly message: string | undefined }> {
  override readonly state: { readonly message: string | undefined } = { message: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    const { message } = this.state
    if (message === undefined) return this.props.children
    return (
      <section className="panel failed" role="alert" data-testid="failed">
        <p>
          {this.props.part} failed: {message}
        </p>
        <button type="button" onClick={() => this.setState({ message: undefined })}>
          Try again
        </button>
      </section>
    )
  }
}
