namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>The errors of AWS services by name ("Common Error Types" and the error lists of PutRecords and PutRecordBatch in their API references).</summary>
internal static class AwsErrorTypes
{
    private static readonly HashSet<string> Expired = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"];

    private static readonly HashSet<string> Passing =
    [
        .. Expired, "ProvisionedThroughputExceededException", "InternalFailure", "InternalFailureException", "InternalServerError", "InternalServerException",
        "LimitExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "ServiceUnavailable",
        "ServiceUnavailableException", "SlowDown", "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException",
        "KMSThrottlingException", "RequestTimeout", "RequestTimeoutException",
    ];

    private static readonly HashSet<string> Setup =
    [
        "ResourceNotFoundException", "ResourceInUseException", "AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired",
        "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidSignatureException", "SignatureDoesNotMatch",
        "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "RequestExpired",
        "RequestTimeTooSkewed", "InvalidSourceException", "InvalidKMSResourceException", "KMSAccessDeniedException", "KMSDisabledException",
        "KMSInvalidStateException", "KMSNotFoundException", "KMSOptInRequired", "UnknownOperationException", "InvalidAction",
    ];

    private static readonly HashSet<string> Content =
    [
        "ValidationException", "ValidationError", "SerializationException", "InvalidArgumentException", "InvalidParameterValue", "MalformedQueryString", "RequestEntityTooLarge",
    ];

    public static bool IsExpired(string type) => Expired.Contains(type);

    public static AwsErrorKind KindOf(string type) =>
        Passing.Contains(type) ? AwsErrorKind.Passing
        : Setup.Contains(type) ? AwsErrorKind.Setup
        : Content.Contains(type) ? AwsErrorKind.Content
        : AwsErrorKind.Unknown;

    /// <summary><c>com.amazonaws.kinesis.v20131202#ResourceNotFoundException:http://...</c> without what is around the name.</summary>
    public static string ShortName(string type)
    {
        var name = type[(type.LastIndexOf('#') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }
}
